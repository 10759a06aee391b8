import { type Day, hourOf } from '#nodes/dates.ts'
import type { Turn, VisitOutcome } from '#schemas/turn.ts'
import { bucketOf } from './histogram.ts'

/** The numbers of a counter, all but those by output and by answering time: here, and in no other list. */
const noNumbers = {
  entered: 0,
  answered: 0,
  timedOut: 0,
  failed: 0,
  handedOff: 0,
  dropped: 0,
  onlyOpened: 0,
  /** Of those timed out. */
  quiet: 0,
  /** Of all answers together, from entering to answering. */
  seconds: 0,
}
export type CountedNumber = keyof typeof noNumbers
export const countedNumbers = Object.keys(noNumbers) as CountedNumber[]

/** What one counter counts. */
export interface Counted extends Record<CountedNumber, number> {
  outputs: Record<string, number>
  /** Answering times in a histogram of fixed, exponential buckets. */
  times: Record<string, number>
}

export const nothingCounted = (): Counted => ({ ...noNumbers, outputs: {}, times: {} })

/** What one turn adds to one counter: paths into the counter document. */
export type Amounts = Record<string, number>

/** The cohort a visit is counted in: fixed when the visit begins, so that its end lands in the same counter. */
export interface Cohort {
  flowId: string
  version: number
  nodeId: string
  /** In the workspace's time zone, as it is when the turn is counted. Of the grain `month`: `2026-03`; of `hour`: `2026-03-09T14+08:00`. */
  day: string
  /** What it sums up: a day, unless it says so. */
  grain?: 'hour' | 'month'
  channelId: string
  language: string
}

/** What is added to one counter. */
export interface CountedCohort {
  cohort: Cohort
  amounts: Amounts
}

const fieldOf: Record<VisitOutcome, CountedNumber> = {
  answered: 'answered',
  'timed-out': 'timedOut',
  failed: 'failed',
  'handed-off': 'handedOff',
  dropped: 'dropped',
  'only-opened': 'onlyOpened',
}

/** For so long hours are counted from when a visit began: what ends later is in its day and its month alone. */
const hoursKeptMs = 40 * 24 * 3_600_000

/**
 * The counters of hours that turns of one workspace add to, by counter id. The only place where steps become numbers. What redacted turns add
 * was counted before, and is kept with their erasure.
 */
export function count(
  turns: readonly Pick<Turn, 'steps' | 'say' | 'state' | 'at' | 'redacted'>[],
  timeZone?: string,
): Map<string, CountedCohort> {
  const counters = new Map<string, CountedCohort>()
  for (const turn of turns) {
    if (turn.redacted) continue
    for (const step of turn.steps) {
      const cohort: Cohort = {
        flowId: step.flowId,
        version: step.version,
        nodeId: step.nodeId,
        ...spanOf(step.enteredAt, turn.at, timeZone),
        channelId: turn.state.channel.id,
        language: step.enteredLanguage,
      }
      const id = counterId(cohort)
      let counter = counters.get(id)
      if (!counter) {
        counter = { cohort, amounts: {} }
        counters.set(id, counter)
      }
      const { amounts } = counter
      if (step.on === 'enter') add(amounts, 'entered')
      if (!step.outcome) continue
      add(amounts, fieldOf[step.outcome])
      if (step.output) add(amounts, `outputs.${step.output}`)
      if (step.outcome === 'timed-out' && endsQuietly(turn)) add(amounts, 'quiet')
      if (step.outcome === 'answered' && step.on === 'resume' && step.did !== 'interrupt') {
        const seconds = Math.max(0, (Date.parse(turn.at) - Date.parse(step.enteredAt)) / 1000)
        add(amounts, `times.${bucketOf(seconds)}`)
        add(amounts, 'seconds', seconds)
      }
    }
  }
  return counters
}

function spanOf(enteredAt: string, at: string, timeZone: string | undefined): Pick<Cohort, 'day' | 'grain'> {
  const hour = hourOf(enteredAt, timeZone)
  return Date.parse(at) - Date.parse(enteredAt) < hoursKeptMs ? { day: hour, grain: 'hour' } : { day: hour.slice(0, 10) }
}

/** The hour, the day and the month that something is counted in. */
const grains = {
  month: ({ grain: _, ...cohort }: Cohort): Cohort => ({ ...cohort, day: cohort.day.slice(0, 7), grain: 'month' }),
  day: ({ grain: _, ...cohort }: Cohort): Cohort => ({ ...cohort, day: cohort.day.slice(0, 10) }),
}

/**
 * The counters of every grain that is kept, of what is counted by the hour or by the day. The months are before their days: whoever reads
 * in between takes no day away from its month that is not in it yet.
 */
export function byGrain(counted: ReadonlyMap<string, CountedCohort>): Map<string, CountedCohort>[] {
  const hours = new Map([...counted].filter(([, { cohort }]) => cohort.grain === 'hour'))
  return [summedUp(counted, grains.month), summedUp(counted, grains.day), hours]
}

function summedUp(counted: ReadonlyMap<string, CountedCohort>, into: (cohort: Cohort) => Cohort): Map<string, CountedCohort> {
  const sums = new Map<string, CountedCohort>()
  for (const { cohort, amounts } of counted.values()) {
    const of = into(cohort)
    const id = counterId(of)
    const sum = sums.get(id) ?? { cohort: of, amounts: {} }
    sums.set(id, sum)
    for (const [path, by] of Object.entries(amounts)) add(sum.amounts, path, by)
  }
  return sums
}

/** Nobody was told anything, nothing runs on, and no person has the chat: whoever did not answer is let go. */
const endsQuietly = ({ say, state }: Pick<Turn, 'say' | 'state'>): boolean =>
  say.length === 0 && !state.session && state.owner.kind === 'flow'

function add(amounts: Amounts, path: string, by = 1): void {
  amounts[path] = (amounts[path] ?? 0) + by
}

/** The day says the grain: `2026-03-09T14+08:00`, `2026-03-09` or `2026-03`. */
export const counterId = (cohort: Cohort): string => `${ofNode(cohort)}${cohort.day}.${cohort.channelId}.${cohort.language}`

const ofNode = ({ flowId, version, nodeId }: Pick<Cohort, 'flowId' | 'version' | 'nodeId'>): string =>
  `${flowId}.${version}.${nodeId}.`

/** The first and the last id of the counters of hours and days of a node, from one day to another, both included. */
export const counterIdsOf = (
  node: Pick<Cohort, 'flowId' | 'version' | 'nodeId'>,
  { from, to }: { from: Day; to: Day },
): [string, string] => [`${ofNode(node)}${from}`, `${ofNode(node)}${to}T99`]
