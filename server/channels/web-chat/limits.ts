import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import { rowsOf } from '../../chats/index.ts'
import type { Engine } from '../../engine/engine.ts'
import { type LimitHitDoc, limitHits } from '../collections.ts'
import { pace } from './pace.ts'

/** Which limit it was. */
export type LimitKind = 'newVisitors' | 'waiting'

/** A network as one channel sees it; `network` undefined for whoever need not be limited. */
interface From {
  workspaceId: string
  channelId: string
  network: string | undefined
}

const spanMs = 10 * 60_000
/** New visitors of one network in ten minutes: a phone company's customers may share one address. */
const newPerNetwork = 100
/** And of all networks together. */
const newPerChannel = 3_000
/** Chats of one network that wait for a person at once. */
const waitingPerNetwork = 20
/** What stands for all networks together. */
const everyNetwork = '*'

/** Hits are noted together, this often; whom no limit hits any more is forgotten after so long. */
const noteMs = 2_000
export const keptMs = 7 * 86_400_000
/** While the cap is reached, whether they still wait is looked up this often. */
const lookMs = 5_000
const mostNetworks = 10_000
const mostVisitors = 50_000

export type Limits = ReturnType<typeof startLimits>

/**
 * Keeps one address from drowning a channel, and notes whom a limit hit. What is counted is this process's own and bounded: with n
 * processes up to n times as much gets through. Whom somebody freed is known to all of them.
 */
export function startLimits(engine: Pick<Engine, 'store' | 'now' | 'turnListeners' | 'log'>) {
  const { store, now } = engine
  const docs = store.collection(limitHits)
  const newOfNetwork = pace({ most: newPerNetwork, everyMs: spanMs, now })
  const newOfChannel = pace({ most: newPerChannel, everyMs: spanMs, now })
  /** Visitors let in lately, who have no turn yet. */
  const admitted = new LRUCache<string, true>({ max: mostVisitors })
  /** Where a conversation's visitor last wrote from. */
  const placeOf = new LRUCache<string, From>({ max: mostVisitors })
  /** The conversations of a network that wait, with the number of the turn that made them. */
  const waiting = new LRUCache<string, Map<string, number>>({ max: mostNetworks })
  const underWay = new Map<string, number>()
  const lookedAt = new LRUCache<string, number>({ max: mostNetworks })

  let free = new Set<string>()
  let counted = new Map<string, LimitHitDoc>()
  let noting: ReturnType<typeof setTimeout> | undefined

  const readFree = async (): Promise<void> => {
    const { items } = await docs.find({ freedAt: { $gt: '' } }, { limit: 1_000 })
    free = new Set(items.map(({ _id }) => _id))
  }
  const failed = (error: unknown): void => engine.log.error({ error }, 'limits are not noted')
  const stop = docs.subscribe(
    ({ id, doc }) => {
      if (doc?.freedAt) free.add(id)
      else free.delete(id)
    },
    () => void readFree().catch(failed),
  )
  void readFree().catch(failed)

  const hit = ({ workspaceId, channelId, network = '' }: From, kind: LimitKind): void => {
    const _id = limitId(channelId, network)
    const last = instantAt(now())
    const known = counted.get(_id)
    if (!known && counted.size >= mostNetworks) return
    const doc = known ?? { _id, workspaceId, channelId, network, newVisitors: 0, waiting: 0, since: last, last }
    counted.set(_id, { ...doc, [kind]: doc[kind] + 1, last })
    noting ??= setTimeout(() => void note().catch(failed), noteMs).unref()
  }
  const note = async (): Promise<void> => {
    clearTimeout(noting)
    noting = undefined
    const hits = [...counted.values()]
    counted = new Map()
    for (const { _id, last, newVisitors, waiting, ...first } of hits) {
      const expiresAt = instantAt(Date.parse(last) + keptMs)
      await docs.increment(_id, { newVisitors, waiting }, { initial: { ...first, newVisitors: 0, waiting: 0, last, expiresAt } })
      await docs.update(_id, { $set: { last, expiresAt } }, { freedAt: null })
    }
  }

  const tell = (turn: Turn): void => {
    const { conversationId, owner } = turn.state
    const from = placeOf.get(conversationId)
    if (!from) return
    const key = keyOf(from)
    if (owner.kind === 'queue') {
      const places = waiting.get(key) ?? new Map<string, number>()
      places.set(conversationId, turn.number)
      waiting.set(key, places)
    } else waiting.get(key)?.delete(conversationId)
    if (turn.effects.some(({ kind }) => kind === 'turned-away')) hit(from, 'waiting')
  }
  engine.turnListeners.add(tell)

  /** Forgets those who do not wait any more, which another process may know. */
  const lookAgain = async (key: string, places: Map<string, number>): Promise<void> => {
    if (Math.abs(now() - (lookedAt.get(key) ?? 0)) < lookMs) return
    lookedAt.set(key, now())
    for (const { _id, list, turn } of await rowsOf(store, [...places.keys()]))
      if (list !== 'waiting' && turn >= (places.get(_id) ?? 0)) places.delete(_id)
  }

  return {
    /** Whether a visitor nobody has met may begin; asked once for each of them, however often they try at once. */
    mayBegin(from: From, visitorId: string): boolean {
      const { channelId, network } = from
      if (network === undefined || free.has(limitId(channelId, network)) || admitted.has(visitorId)) return true
      if (!newOfNetwork(keyOf(from))) {
        hit(from, 'newVisitors')
        return false
      }
      if (!newOfChannel(channelId) && !free.has(limitId(channelId, everyNetwork))) {
        hit({ ...from, network: everyNetwork }, 'newVisitors')
        return false
      }
      admitted.set(visitorId, true)
      return true
    },
    /**
     * Runs what a visitor does. It is told whether so many chats of their network wait already that theirs may not join them; what is
     * under way at the same moment counts, for it may.
     */
    async asking<T>(from: From, conversationId: string, run: (crowded: boolean) => Promise<T>): Promise<T> {
      const { channelId, network } = from
      if (network === undefined) return run(false)
      placeOf.set(conversationId, from)
      const key = keyOf(from)
      const others = underWay.get(key) ?? 0
      underWay.set(key, others + 1)
      try {
        const places = waiting.get(key)
        const full = () => places !== undefined && !places.has(conversationId) && places.size + others >= waitingPerNetwork
        if (places && full()) await lookAgain(key, places)
        return await run((full() || others >= waitingPerNetwork) && !free.has(limitId(channelId, network)))
      } finally {
        const left = (underWay.get(key) ?? 1) - 1
        if (left > 0) underWay.set(key, left)
        else underWay.delete(key)
      }
    },
    /** Writes down what was counted and not yet noted. */
    note,
    close: async (): Promise<void> => {
      stop()
      engine.turnListeners.delete(tell)
      await note().catch(failed)
    },
  }
}

const keyOf = ({ channelId, network }: From): string => `${channelId} ${network}`

/** The id of what is noted of a network on a channel: an address has signs that no id has. */
const limitId = (channelId: string, network: string): string =>
  `${channelId}-${hash('sha256', network, 'base64url').slice(0, 16)}`
