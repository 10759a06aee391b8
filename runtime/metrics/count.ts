import { dayOf } from '#nodes/dates.ts'
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
  /** In the workspace's time zone, as it is when the turn is counted. */
  day: string
  channelId: string
  language: string
}

const fieldOf: Record<VisitOutcome, CountedNumber> = {
  answered: 'answered',
  'timed-out': 'timedOut',
  failed: 'failed',
  'handed-off': 'handedOff',
  dropped: 'dropped',
  'only-opened': 'onlyOpened',
}

/** The counters that turns of one workspace add to, by counter id. The only place where steps become numbers. */
export function count(
  turns: readonly Pick<Turn, 'steps' | 'say' | 'state' | 'at'>[],
  timeZone?: string,
): Map<string, { cohort: Cohort; amounts: Amounts }> {
  const counters = new Map<string, { cohort: Cohort; amounts: Amounts }>()
  for (const turn of turns) {
    for (const step of turn.steps) {
      const cohort: Cohort = {
        flowId: step.flowId,
        version: step.version,
        nodeId: step.nodeId,
        day: dayOf(step.enteredAt, timeZone),
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

/** Nobody was told anything, nothing runs on, and no person has the chat: whoever did not answer is let go. */
const endsQuietly = ({ say, state }: Pick<Turn, 'say' | 'state'>): boolean =>
  say.length === 0 && !state.session && state.owner.kind === 'flow'

function add(amounts: Amounts, path: string, by = 1): void {
  amounts[path] = (amounts[path] ?? 0) + by
}

export const counterId = (cohort: Cohort): string =>
  `${cohort.flowId}.${cohort.version}.${cohort.nodeId}.${cohort.day}.${cohort.channelId}.${cohort.language}`
