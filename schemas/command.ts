import type { LocalisedText, LocalisedWords } from './text.ts'

/** Words that work everywhere in a flow. */
export interface Command {
  id: string
  words: LocalisedWords
  /** restart: from the start node · hand-off: to a person · stop: end the flow and remember that the contact opted out */
  action: 'restart' | 'hand-off' | 'stop'
  reply?: LocalisedText
}
