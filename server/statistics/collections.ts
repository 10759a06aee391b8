import type { Language } from '#schemas/text.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** Roll-ups. `_id` is `<flowId>.<version>.<nodeId>.<day>.<channelId>.<language>`. */
export interface CounterDoc extends Stored {
  workspaceId: string
  flowId: string
  version: number
  nodeId: string
  /** In the workspace's time zone. */
  day: string
  channelId: string
  language: Language
  entered: number
  answered: number
  timedOut: number
  failed: number
  handedOff: number
  dropped: number
  onlyOpened?: number
  /** Of those timed out; absent where none was counted. */
  quiet?: number
  outputs: Record<string, number>
  /** Answering times in a histogram of fixed, exponential buckets. */
  times: Record<string, number>
  seconds: number
}

export const counters = define<CounterDoc>('counters', [{ name: 'flow', fields: { flowId: 1, day: 1 } }])
