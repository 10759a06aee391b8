import type { Cohort, Counted } from '#runtime/metrics/count.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** Roll-ups. `_id` is `<flowId>.<version>.<nodeId>.<day>.<channelId>.<language>`. */
export type CounterDoc = Stored & { workspaceId: string } & Cohort & Omit<Counted, keyof NotCountedBefore> & NotCountedBefore
/** Absent in counters of before they were counted. */
type NotCountedBefore = Partial<Pick<Counted, 'onlyOpened' | 'quiet'>>

export const counters = define<CounterDoc>('counters', [{ name: 'flow', fields: { flowId: 1, day: 1 } }])
