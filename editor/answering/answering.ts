import { type Reach, reachOf, type Starter } from '#runtime/reach.ts'
import type { FlowOrder, OrderedFlow } from '#schemas/api/flow-order.ts'
import { type ChannelKind, channelKinds } from '#schemas/message.ts'
import { liveStarters, starterOf } from '../document/starters.ts'

/** A flow of the order, what starts it, and whom it gets; a paused one gets nobody and is in nobody's way. */
export interface Answering extends OrderedFlow {
  starter: Starter
  /** On each connected channel where it listens; on every channel it could have while none is connected. */
  reach: Reach[]
  /** Live, and nobody who writes gets it. */
  never: boolean
}

/** Whom each flow gets, by the same rule as the server chooses by. */
export function answeringOf({ flows, channels }: FlowOrder): Answering[] {
  const all = flows.map((flow) => ({ ...flow, starter: starterOf(flow) }))
  const live = all.filter(({ paused }) => !paused).map(({ starter }) => starter)
  const reachOfAll = reachOf(live, channels.length > 0 ? channels : channelKinds)
  return all.map((flow) => {
    const reach = reachOfAll.get(flow.id) ?? []
    return { ...flow, reach, never: !flow.paused && reach.every(({ gets }) => gets === 'never') }
  })
}

/** What is in the way of a flow, channel by channel; the same on several channels is said once. */
export function hindrances(
  reach: Reach[],
): { gets: Exclude<Reach['gets'], 'all'>; by?: string; words: string[]; on: ChannelKind[] }[] {
  const found = new Map<string, ReturnType<typeof hindrances>[number]>()
  for (const { channel, gets, by, words = [] } of reach) {
    if (gets === 'all') continue
    const key = `${gets} ${by} ${words.join()}`
    const same = found.get(key)
    if (same) same.on.push(channel)
    else found.set(key, { gets, ...(by ? { by } : {}), words, on: [channel] })
  }
  return [...found.values()]
}

/** Connected channels on which some messages, or all of them, get no flow and go to the inbox. */
export function unanswered({ channels, flows }: FlowOrder): { channel: ChannelKind; some: boolean }[] {
  const live = liveStarters(flows)
  return channels.flatMap((channel) => {
    const listening = live.filter(({ start }) => !start.channels?.length || start.channels.includes(channel))
    if (listening.some(({ start }) => start.trigger === 'any-message' || start.trigger === 'opened')) return []
    return { channel, some: listening.length > 0 }
  })
}
