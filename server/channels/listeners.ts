import { createHash } from 'node:crypto'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelEvent } from '#schemas/message.ts'
import type { Deps } from '../deps.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd } from '../engine/lease.ts'
import type { Worker } from '../engine/loop.ts'
import { type Filter, StoreUnavailable, UniqueViolation } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { type ChannelBook, type KnownChannel, openedIfReadable } from './channel-book.ts'
import { type ChannelDoc, channels, type ListenerDoc, listeners } from './collections.ts'
import type { Deaf, Ears } from './contract.ts'
import { type ReceivingParts, receiveEvents } from './receive-events.ts'
import { ioOf } from './registry.ts'

export interface ListeningParts extends ReceivingParts, Pick<Deps, 'secrets'> {
  channels: ChannelBook
}

/** More than twice within a lease. */
const roundMs = 10_000
const soonestMs = 1_000
const latestMs = 5 * 60_000
/** A server that is started anew is away for a moment: that is nobody's trouble. */
const toldAfter = 3
/** As kept messages are parked. */
const mostTimes = 5

/** A channel that this process listens to, or will again. */
interface Listening {
  /** What it was connected with. */
  settings: string
  stop: AbortController
  /** Resolves when its connection is over. */
  over: Promise<void>
  running: boolean
  failures: number
  /** It is being written down what came. */
  ours: boolean
  /** What could not be taken, and how often. */
  refused: { at: string; times: number }
  /** In ms since 1970, by the process's own clock. */
  nextAt: number
}

/**
 * Listens to the channels that nobody calls. Each by one process, which holds its lease: should it die, another goes on where it was. A
 * connection that ends is made again, later each time it fails; what keeps it from that stands among the channel's troubles.
 */
export function startListeners(engine: Engine, parts: ListeningParts): Worker {
  const { store, now, writer, log } = engine
  const docs = store.collection(listeners)
  const kinds = [...parts.io].filter(([, io]) => io.listen).map(([kind]) => kind)
  const mine = new Map<string, Listening>()

  /** This process listens to it from now on; null while another does. */
  const take = async ({ _id, workspaceId }: ChannelDoc): Promise<ListenerDoc | null> => {
    const lease = { by: writer, until: leaseEnd(now()) }
    try {
      const fresh: ListenerDoc = { _id, workspaceId, ...lease }
      await docs.insert(fresh)
      return fresh
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
    }
    const free: Filter = { $or: [{ by: writer }, { until: { $lte: instantAt(now()) } }] }
    return docs.update(_id, { $set: lease }, store.alone ? {} : free)
  }

  const begin = (channel: KnownChannel, { heard }: ListenerDoc, settings: string, before?: Listening): void => {
    const stop = new AbortController()
    const { failures = 0, refused = { at: '', times: 0 } } = before ?? {}
    const over = Promise.resolve()
    const one: Listening = { settings, stop, over, running: true, failures, ours: false, refused, nextAt: 0 }
    mine.set(channel.id, one)
    const listen = ioOf(parts.io, channel)?.listen
    const ears: Ears = {
      heard,
      now,
      over: stop.signal,
      opened: async () => {
        one.failures = 0
        const known = await parts.channels.get(channel.id)
        if (known) await parts.health.clear(known, 'account')
      },
      tell: (events) => asOurs(one, () => receiveOrGiveUp(channel, one, events)),
      goOn: (so) =>
        asOurs(one, async () => {
          // Whoever has taken it over by now hears the same again; what was taken is known.
          if (!(await docs.update(channel.id, { $set: { heard: so } }, { by: writer })))
            throw new Error('another process listens')
        }),
    }
    one.over = (listen?.(channel, ears) ?? Promise.resolve(undefined))
      .then((deaf) => (deaf && !stop.signal.aborted ? ended(channel, one, deaf) : undefined))
      .catch((error: unknown) => log.error({ error, channelId: channel.id }, 'a channel is not listened to'))
      .finally(() => {
        one.running = false
      })
  }

  /** What cannot be taken, however often it is told, holds back nothing that comes after it. */
  const receiveOrGiveUp = async (channel: KnownChannel, one: Listening, events: ChannelEvent[]): Promise<void> => {
    try {
      await receiveEvents(parts, (await parts.channels.get(channel.id)) ?? channel, events)
    } catch (error) {
      const at = fingerprint(events)
      one.refused = { at, times: one.refused.at === at ? one.refused.times + 1 : 1 }
      if (error instanceof StoreUnavailable || one.refused.times < mostTimes) throw error
      log.error({ error, channelId: channel.id }, 'something that came over a channel could not be taken, and is left out')
    }
  }

  const ended = async (channel: KnownChannel, one: Listening, { reason, lasting }: Deaf): Promise<void> => {
    one.failures++
    const pause = lasting ? latestMs : Math.min(soonestMs * 2 ** (one.failures - 1), latestMs)
    one.nextAt = performance.now() + pause
    worker.nudge(pause)
    // What kept us from writing it down is no trouble of the channel's.
    if (one.ours) {
      one.ours = false
      return log.error({ channelId: channel.id, pause }, 'what came over a channel could not be kept; it will be told again')
    }
    log.warn({ channelId: channel.id, reason: reason.code, pause }, 'the connection to a channel ended')
    if (!lasting && one.failures < toldAfter) return
    const known = await parts.channels.get(channel.id)
    if (known) await parts.health.note(known, 'account', { stops: true, reason })
  }

  const end = async (channelId: string): Promise<void> => {
    const one = mine.get(channelId)
    mine.delete(channelId)
    one?.stop.abort()
    await one?.over
  }

  const see = async (doc: ChannelDoc): Promise<void> => {
    // What a connection depends on.
    const settings = fingerprint([doc.settings, doc.secrets])
    const before = mine.get(doc._id)
    if (before && before.settings !== settings) await end(doc._id)
    const one = mine.get(doc._id)
    const isEnough = one !== undefined && (one.running || one.nextAt > performance.now())
    // Alone with its store, nobody else takes it.
    if (isEnough && store.alone) return
    const leased = await take(doc)
    if (!leased) return end(doc._id)
    if (isEnough) return
    const channel = openedIfReadable(doc, parts.secrets.open)
    if (channel) begin(channel, leased, settings, one)
  }

  const worker = startDuty(engine, {
    name: 'listeners',
    failing: 'channels are not listened to',
    round: async () => {
      const all = await findAll(store.collection(channels), { kind: { $in: kinds }, demo: null }, { _id: 1 })
      const there = new Set(all.map(({ _id }) => _id))
      await Promise.all([...mine.keys()].filter((id) => !there.has(id)).map(end))
      await Promise.all(all.map(see))
      return roundMs
    },
    listen: (nudge) => store.collection(channels).subscribe(() => nudge(0)),
  })
  return {
    ...worker,
    stop: async () => {
      await worker.stop()
      const held = [...mine.keys()]
      await Promise.all(held.map(end))
      // Whoever starts next need not wait until the lease is over.
      if (!store.alone)
        await Promise.all(held.map((id) => docs.update(id, { $set: { until: instantAt(now()) } }, { by: writer })))
    },
  }
}

/** Does what fails by ourselves only; it stays said until the work is done. */
async function asOurs(one: Listening, work: () => Promise<void>): Promise<void> {
  one.ours = true
  await work()
  one.ours = false
}

const fingerprint = (of: unknown): string => createHash('sha256').update(JSON.stringify(of)).digest('base64url')
