import type { OutgoingMessage } from '#schemas/message.ts'
import type { LocalisedText } from '#schemas/text.ts'
import type { Visit } from './contract.ts'

type TextMessage = Extract<OutgoingMessage, { kind: 'text' }>

/** The text as a message to say; nothing when the author left it empty. */
export function saying(visit: Pick<Visit, 'text'>, text: LocalisedText | undefined): TextMessage[] {
  const filled = visit.text(text)
  return filled.trim() === '' ? [] : [{ kind: 'text', text: filled }]
}
