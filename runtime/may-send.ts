import { type Instant, instantAt } from '#schemas/instant.ts'
import type { HoldCode, OutgoingMessage, WaitCode } from '#schemas/message.ts'
import { type Allowance, allows } from './channels/window.ts'

/** Whether a message may go to the customer now. `values` are for whoever says the code in words. */
export type MaySend =
  | { may: 'go' }
  | { may: 'later'; at: Instant; code: WaitCode }
  | { may: 'no'; code: HoldCode; values?: Record<string, string> }

/** What is known where it is asked: as a turn says something, and again right before a vendor is called. */
export interface Asked {
  /** In ms since 1970, as all times that are numbers. */
  now: number
  /** What was known of the person was deleted since. */
  forgotten?: boolean
  /** Nobody asked for it: when what it follows from began, and when they said STOP, if they did. */
  unasked?: { since: Instant; stoppedAt: Instant | undefined }
  /** What it is; a text unless told otherwise. */
  says?: OutgoingMessage['kind']
  /** What the channel's window allows whoever says it. */
  allowance?: Allowance
  /** Nothing goes out through the channel: when to look again. */
  outOfOrder?: { until: number }
  /** When the vendor takes the next one. */
  readyAt?: number
}

/** The first that applies is the reason, so that sums over reasons add up: what is over for good stands before what passes. */
const reasons: ((asked: Asked) => MaySend | false | undefined)[] = [
  ({ forgotten }) => forgotten && { may: 'no', code: 'person-gone' },
  ({ unasked }) => unasked?.stoppedAt !== undefined && unasked.stoppedAt > unasked.since && { may: 'no', code: 'opted-out' },
  ({ allowance, says = 'text' }) =>
    allowance &&
    !allows(allowance, says) && {
      may: 'no',
      code: 'window-closed',
      ...(allowance.until ? { values: { until: allowance.until } } : {}),
    },
  ({ outOfOrder }) => outOfOrder && { may: 'later', at: instantAt(outOfOrder.until), code: 'out-of-order' },
  ({ readyAt, now }) => readyAt !== undefined && readyAt > now && { may: 'later', at: instantAt(readyAt), code: 'pace' },
]

export function maySend(asked: Asked): MaySend {
  for (const reason of reasons) {
    const found = reason(asked)
    if (found) return found
  }
  return { may: 'go' }
}
