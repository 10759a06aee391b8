import type { ChannelKind } from '#schemas/message.ts'
import { formsOf, hasOwnMarks } from '../forms.ts'
import { holdsPhrase } from '../understand.ts'
import type { StartConfig } from './schema.ts'

/** Whether a message starts the flow, and how: a keyword counts for more than a flow that takes anything. */
export function startMatches(config: StartConfig, message: { text: string; channelKind: ChannelKind }): 'keyword' | 'any' | null {
  if (config.channels?.length && !config.channels.includes(message.channelKind)) return null
  if (config.trigger === 'event') return null
  if (config.trigger !== 'keyword') return 'any'
  const said = formsOf(message.text)
  const fits = config.match === 'contains' ? holdsPhrase : (text: string, word: string) => text === word
  const isSaid = (keyword: string): boolean => {
    const word = formsOf(keyword)
    // Who writes marks means them: đúng is not dừng.
    const form = hasOwnMarks(word) && said.marked !== said.folded ? 'marked' : 'folded'
    return fits(said[form], word[form])
  }
  return said.exact !== '' &&
    Object.values(config.keywords ?? {})
      .flat()
      .some(isSaid)
    ? 'keyword'
    : null
}

/** Whether the flow greets whoever opens the chat, on channels that tell. */
export const startsWhenOpened = (config: StartConfig, channelKind: ChannelKind): boolean =>
  config.trigger === 'opened' && (!config.channels?.length || config.channels.includes(channelKind))

/** Whether an event of a person's, by its type, starts the flow on a channel. */
export const startsOnEvent = (config: StartConfig, type: string, channelKind: ChannelKind): boolean =>
  config.trigger === 'event' && config.event === type && (!config.channels?.length || config.channels.includes(channelKind))
