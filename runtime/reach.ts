import { startMatches, startsWhenOpened } from '#nodes/start/matches.ts'
import type { StartConfig } from '#nodes/start/schema.ts'
import type { Flow, FlowSettings } from '#schemas/flow.ts'
import { type ChannelKind, channelKinds } from '#schemas/message.ts'
import { dialects } from './channels/dialects.ts'

/** What of a flow decides which messages start it. */
export interface Starter {
  flowId: string
  start: StartConfig
  reentry: FlowSettings['reentry']
}

export function starterOf(flowId: string, flow: Flow): Starter | undefined {
  const node = flow.nodes.find(({ type }) => type === 'start')
  // What the schema does not know starts nothing, as in `startMatches`.
  return node && { flowId, start: node.data.config as unknown as StartConfig, reentry: flow.settings.reentry }
}

/**
 * Whom a flow gets on one channel where it listens. `all`: whoever writes what it waits for. `some`: flows before it take `words` of its
 * own. `opened`: it greets whoever opens the chat, but what others write is taken. `again`: only people whom the flow before it does not let in again. `never`: nobody. `by` is the first flow that is in the way.
 */
export interface Reach {
  channel: ChannelKind
  gets: 'all' | 'some' | 'opened' | 'again' | 'never'
  by?: string
  words?: string[]
}

/** For each flow of `order`, the order in which they are tried, whom it gets on each of `channels` where it listens. */
export function reachOf(order: readonly Starter[], channels: readonly ChannelKind[] = channelKinds): Map<string, Reach[]> {
  return new Map(
    order.map((one, place) => [
      one.flowId,
      channels.filter((channel) => listens(one.start, channel)).map((channel) => reachOn(channel, one, order.slice(0, place))),
    ]),
  )
}

function reachOn(channel: ChannelKind, one: Starter, before: readonly Starter[]): Reach {
  const takers = doors(one.start, channel).map((door) => {
    const taking = before.filter((other) => takesAll(other.start, door, channel))
    const alone = before.find((other) => isAlways(other) && takesWord(other.start, door, channel))
    return { ...door, always: taking.find(isAlways)?.flowId, once: taking[0]?.flowId, alone: alone?.flowId }
  })
  const lost = takers.filter(({ always, alone }) => always ?? alone)
  const by = lost[0]?.always ?? lost[0]?.alone
  if (lost.length > 0 && takers.every(({ always }) => always)) return { channel, gets: 'never', ...(by ? { by } : {}) }
  if (by && takers.some(({ opened }) => opened)) return { channel, gets: 'opened', by }
  if (by) return { channel, gets: 'some', by, words: lost.flatMap(({ word }) => word ?? []) }
  const once = takers[0]?.once
  if (once && takers.every((taker) => taker.once)) return { channel, gets: 'again', by: once }
  return { channel, gets: takers.length > 0 || one.start.trigger === 'event' ? 'all' : 'never' }
}

/** One way into a flow: opening the chat, any message, a word as the whole message, or a word within one. */
interface Door {
  word?: string
  within?: boolean
  opened?: boolean
}

function doors(start: StartConfig, channel: ChannelKind): Door[] {
  const { trigger, keywords, match } = start
  const greets = dialects[channel].capabilities.tellsOpening && startsWhenOpened(start, channel)
  // Whatever anybody writes, it is no way in.
  if (trigger === 'event') return []
  if (trigger !== 'keyword') return greets ? [{}, { opened: true }] : [{}]
  return [...new Set(Object.values(keywords ?? {}).flat())].map((word) => ({ word, within: match === 'contains' }))
}

/** Whether every message that comes through `door` starts this flow. */
function takesAll(start: StartConfig, door: Door, channelKind: ChannelKind): boolean {
  if (!listens(start, channelKind)) return false
  if (door.opened) return start.trigger === 'opened'
  if (start.trigger === 'event') return false
  if (start.trigger !== 'keyword') return true
  if (door.word === undefined || (door.within && start.match !== 'contains')) return false
  return startMatches(start, { text: door.word, channelKind }) !== null
}

const isAlways = ({ reentry }: Starter): boolean => reentry.mode === 'always'

/** Whether the word alone starts this flow, though others may hold it. */
const takesWord = (start: StartConfig, { word }: Door, channelKind: ChannelKind): boolean =>
  word !== undefined && listens(start, channelKind) && startMatches(start, { text: word, channelKind }) !== null

export const listens = ({ channels }: StartConfig, channel: ChannelKind): boolean =>
  !channels?.length || channels.includes(channel)
