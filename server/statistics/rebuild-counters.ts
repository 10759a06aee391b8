import { isDeepStrictEqual } from 'node:util'
import { hoursToldDays } from '#runtime/metrics/by-hour.ts'
import {
  type Amounts,
  byGrain,
  type Counted,
  type CountedCohort,
  count,
  countedNumbers,
  counterId,
  nothingCounted,
} from '#runtime/metrics/count.ts'
import { groupBy } from '#schemas/group-by.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import { countDeletedChats, deletedChats, pageOfDeletedChats } from '../chats/index.ts'
import { batches } from '../engine/collections.ts'
import type { Engine } from '../engine/engine.ts'
import { batchNumber } from '../engine/projections/batches.ts'
import { readTurns } from '../engine/turns/read-turns.ts'
import { type JobSoFar, jobKind, type StepDone } from '../jobs/job-kind.ts'
import { rebuildOf } from '../jobs/rebuild.ts'
import { findAll } from '../store/find-all.ts'
import { type Begun, type CounterDoc, countedMonths, counters, type RecountDoc, recounts } from './collections.ts'
import { CountedSince } from './counted-since.ts'
import { isOfOldHour, newCounter } from './new-counter.ts'

/** Where it is: each step's numbers are taken once, by the step's number. */
interface Place {
  /** Begun anew when a chat was deleted just as it began. */
  attempt: number
  step: number
  of: 'beginning' | 'deleted' | 'turns' | 'putting' | 'emptying' | 'tidying'
  /** Of turns: those between these two, which are counted next. */
  since?: string | undefined
  until?: string | undefined
  after?: string | undefined
}

const turnsAtOnce = 500
const countersAtOnce = 100
const dayMs = 24 * 3_600_000
const keptMs = 7 * dayMs

/**
 * Counts everything again while turns are counted. What was projected before it began is counted into documents of its own. Each of them
 * then takes its counter's place together with what that counter has applied since, which the counter itself says; should more be applied
 * in between, it is put together anew. So nothing is stopped or switched, and nothing counts twice. Counts turns; reports how many
 * counters were `changed`.
 */
export const rebuildCounters = jobKind<null>({
  kind: rebuildOf('counters'),
  cancellable: true,
  step: (engine, job) => {
    const place: Place = job.cursor === undefined ? { attempt: 0, step: 0, of: 'beginning' } : JSON.parse(job.cursor)
    return steps[place.of](engine, job, place)
  },
})

type Step = (engine: Engine, job: JobSoFar<null>, place: Place) => Promise<StepDone>

const goesOn = (place: Place, next: Partial<Place>, did: Partial<StepDone> = {}): StepDone => ({
  done: 0,
  ...did,
  cursor: JSON.stringify({ ...place, ...next, step: place.step + 1 }),
  againInMs: 0,
})

const steps: Record<Place['of'], Step> = {
  async beginning(engine, { _id, workspaceId }, place) {
    const deleted = (await deletedChats(engine.store, workspaceId)).filter(({ visits }) => visits)
    if (deleted.some(({ counted }) => !counted)) return { done: 0, failed: { code: 'chats-deleted-before' } }
    const leaving = deleted.flatMap(({ conversationId, turn }) => (conversationId && turn ? { conversationId, turn } : []))
    const timeZone = await engine.timeZones.of(workspaceId)
    const upTo = await projectedUpTo(engine)
    const newest = (await engine.turns.find({ workspaceId }, { sort: { at: -1 }, limit: 1, fields: ['at'] })).items[0]
    const begun: Begun = {
      upTo,
      end: newest ? after(newest) : '',
      ...(timeZone ? { timeZone } : {}),
      hoursSince: instantAt(engine.now() - hoursToldDays * dayMs),
      deleted: deleted.length,
      leaving,
    }
    const expiresAt = instantAt(engine.now() + keptMs)
    await engine.store.collection(recounts).put({ _id: keyOf(_id, place), workspaceId, expiresAt, begun })
    return goesOn(place, { of: 'deleted' })
  },

  async deleted(engine, job, place) {
    const page = { limit: countersAtOnce, ...(place.after ? { after: place.after } : {}) }
    const { items, next } = await pageOfDeletedChats(engine.store, job.workspaceId, page)
    const sums = new Sums(await begunOf(engine, job, place))
    for (const { cohort, amounts } of items.flatMap(({ counted = [] }) => counted))
      sums.addAll(new Map([[counterId(cohort), { cohort, amounts: Object.fromEntries(amounts) }]]))
    await take(engine, job, place, sums)
    return next ? goesOn(place, { after: next }) : goesOn(place, { of: 'turns', after: undefined })
  },

  async turns(engine, job, place) {
    const { workspaceId } = job
    const { since, until } = place
    const begun = await begunOf(engine, job, place)
    let done = 0
    if (until !== undefined) {
      const isBefore = beforeIt(begun)
      const sums = new Sums(begun)
      for await (const turns of periodOf(engine, workspaceId, { since, until })) {
        const ours = turns.filter(isBefore)
        done += ours.length
        sums.addAll(count(ours, begun.timeZone))
      }
      await take(engine, job, place, sums)
    }
    // What is counted in the next step stands in the cursor before: made again, it counts the same.
    const { items } = await readTurns(engine, workspaceId, { since: until, until: begun.end, limit: turnsAtOnce })
    const last = items.at(-1)
    if (!last) return goesOn(place, { of: 'putting', since: undefined, until: undefined }, { done })
    return goesOn(place, { since: until, until: after(last) }, { done })
  },

  async putting(engine, job, place) {
    const key = keyOf(job._id, place)
    const { items, next } = await engine.store
      .collection(recounts)
      .find(
        { _id: { $gt: `${key}/`, $lt: `${key}0` } },
        { sort: { _id: 1 }, limit: countersAtOnce, ...(place.after ? { after: place.after } : {}) },
      )
    const changed = await putAll(engine, job, place, items.map(counterIn))
    return next
      ? goesOn(place, { after: next }, { report: { changed } })
      : goesOn(place, { of: 'emptying', after: undefined }, { report: { changed } })
  },

  /** Counters of which no turn says anything. */
  async emptying(engine, job, place) {
    const docs = engine.store.collection(recounts)
    const { items, next } = await engine.store
      .collection(counters)
      .find({}, { sort: { _id: 1 }, limit: countersAtOnce, ...(place.after ? { after: place.after } : {}) })
    const key = keyOf(job._id, place)
    const ours = items.filter(({ workspaceId }) => workspaceId === job.workspaceId)
    const counted = new Set((await docs.getMany(ours.map(({ _id }) => `${key}/${_id}`))).map(({ _id }) => _id))
    const { deleted, hoursSince } = await begunOf(engine, job, place)
    const others = ours.filter((doc) => !counted.has(`${key}/${doc._id}`) && !isOfOldHour(doc, hoursSince))
    const changed = await putAll(
      engine,
      job,
      place,
      others.map((doc) => ({ ...doc, ...nothingCounted() })),
    )
    const report = { changed }
    if (next) return goesOn(place, { after: next }, { report })
    if ((await countDeletedChats(engine.store, job.workspaceId)) !== deleted)
      return goesOn({ attempt: place.attempt + 1, step: 0, of: 'beginning' }, {}, { report })
    return goesOn(place, { of: 'tidying' }, { report })
  },

  /** A step of its own: one that is made again needs what is deleted here. */
  async tidying({ store }, { _id, workspaceId }) {
    await store.collection(countedMonths).put({ _id: workspaceId, workspaceId, since: '' })
    await store.collection(recounts).delete({ _id: { $gt: `${_id}.`, $lt: `${_id}/` } })
    return { done: 0 }
  },
}

const after = ({ at }: Pick<Turn, 'at'>): string => instantAt(Date.parse(at) + 1)

const keyOf = (jobId: string, { attempt }: Place): string => `${jobId}.${attempt}`

async function begunOf(engine: Engine, { _id }: JobSoFar<null>, place: Place): Promise<Begun> {
  const begun = (await engine.store.collection(recounts).get(keyOf(_id, place)))?.begun
  if (!begun) throw new Error('what was counted again is gone')
  return begun
}

/**
 * Up to which of its batches everything of a process is projected. First who has turns, then whose batches are open: a process that
 * lives has some always, so whoever had turns and has none open is gone, with all of them projected.
 */
async function projectedUpTo(engine: Engine): Promise<Begun['upTo']> {
  const writers: string[] = []
  for (let last = ''; ; ) {
    const { items } = await engine.turns.find({ batch: { $gt: last } }, { sort: { batch: 1 }, limit: 1, fields: ['batch'] })
    const next = items[0]?.batch
    if (next === undefined) break
    const writer = batchNumber(next).series
    writers.push(writer)
    last = `${writer}/`
  }
  const open = groupBy(await findAll(engine.store.collection(batches), {}, { _id: 1 }), ({ _id }) => batchNumber(_id).series)
  return [...new Set([...writers, ...open.keys()])].map((writer) => {
    const numbers = (open.get(writer) ?? []).map(({ _id }) => batchNumber(_id).number)
    return [writer, numbers.length > 0 ? Math.min(...numbers) : null]
  })
}

/** Whether a turn is one that the job counts. */
function beforeIt({ upTo, leaving }: Begun): (turn: Turn) => boolean {
  const ends = new Map(upTo)
  const gone = new Map(leaving.map(({ conversationId, turn }) => [conversationId, turn]))
  return ({ batch, number, state }) => {
    const { series, number: at } = batchNumber(batch)
    const end = ends.get(series)
    return end !== undefined && (end === null || at < end) && number >= (gone.get(state.conversationId) ?? 0)
  }
}

async function* periodOf(engine: Engine, workspaceId: string, period: { since?: string | undefined; until: string }) {
  let after: string | undefined
  do {
    const page = await readTurns(engine, workspaceId, { ...period, after, limit: turnsAtOnce })
    yield page.items
    after = page.next
  } while (after)
}

class Sums extends Map<string, CountedCohort> {
  readonly #begun: Begun

  constructor(begun: Begun) {
    super()
    this.#begun = begun
  }

  /** Of every grain. */
  addAll(counted: ReadonlyMap<string, CountedCohort>): void {
    for (const grain of byGrain(counted))
      for (const [id, { cohort, amounts }] of grain) {
        if (isOfOldHour(cohort, this.#begun.hoursSince)) continue
        const sum = this.get(id) ?? { cohort, amounts: {} }
        this.set(id, sum)
        for (const [path, by] of Object.entries(amounts)) sum.amounts[path] = (sum.amounts[path] ?? 0) + by
      }
  }
}

/** Into the job's own documents, once. */
async function take(engine: Engine, { _id, workspaceId }: JobSoFar<null>, place: Place, sums: Sums): Promise<void> {
  const docs = engine.store.collection(recounts)
  const expiresAt = instantAt(engine.now() + keptMs)
  const once = { series: 'steps', number: place.step }
  await Promise.all(
    [...sums].map(([id, { cohort, amounts }]) =>
      docs.increment(`${keyOf(_id, place)}/${id}`, amounts, {
        initial: { ...newCounter(workspaceId, cohort), expiresAt },
        once,
      }),
    ),
  )
}

function counterIn({ _id, expiresAt: _, ...counted }: RecountDoc): CounterDoc {
  const doc = counted as CounterDoc
  const { expiresAt } = newCounter(doc.workspaceId, doc)
  return { ...doc, ...(expiresAt ? { expiresAt } : {}), _id: _id.slice(_id.indexOf('/') + 1) }
}

/** Puts counters, with what they have applied since it began, in the place of those that are there. How many were not as they should be. */
async function putAll(engine: Engine, job: JobSoFar<null>, place: Place, all: readonly CounterDoc[]): Promise<number> {
  if (all.length === 0) return 0
  const since = new CountedSince(engine, job.workspaceId, await begunOf(engine, job, place))
  let changed = 0
  for (const counter of all) if (await putOne(engine, since, counter)) changed++
  return changed
}

async function putOne(engine: Engine, since: CountedSince, counter: CounterDoc): Promise<boolean> {
  const docs = engine.store.collection(counters)
  for (;;) {
    const applied = await docs.applied(counter._id)
    const whole = withAmounts(counter, await since.of(counter._id, applied))
    const is = await docs.get(counter._id)
    if (is && isDeepStrictEqual(toTheMs(is), toTheMs(whole))) return false
    // Of a counter that is not there and would be empty there is nothing to say.
    if (!is && countedNumbers.every((name) => !whole[name])) return false
    if (await docs.recount(whole, applied)) return true
  }
}

/** A sum of seconds depends on the order in which it was made, in its last digits. */
const toTheMs = (counter: CounterDoc): CounterDoc => ({ ...counter, seconds: Math.round(counter.seconds * 1000) })

function withAmounts(counter: CounterDoc, all: readonly Amounts[]): CounterDoc {
  const whole = structuredClone(counter) as CounterDoc & Counted
  for (const [path, by] of all.flatMap((amounts) => Object.entries(amounts))) {
    const [name, key] = path.split('.') as [keyof Counted, string?]
    const numbers = (key === undefined ? whole : whole[name]) as unknown as Record<string, number>
    const of = key ?? name
    // A way out may be called like what every object has.
    numbers[of] = (Object.hasOwn(numbers, of) ? (numbers[of] as number) : 0) + by
  }
  return whole
}
