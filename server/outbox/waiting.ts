import type { Instant } from '#schemas/instant.ts'
import type { SaidMessage } from '#schemas/turn.ts'
import type { DeliveryDoc } from './collections.ts'
import { soonestMs } from './delivery-notes.ts'

/** A delivery that this process has the lease of, and what it knows of it. */
export interface Own {
  delivery: DeliveryDoc
  /** What was said before it. */
  after?: string | undefined
  said?: SaidMessage | undefined
  /** Taken from the pace already. */
  isPaid?: boolean
}

/** What has to wait here, though it is due: that is remembered and never written. Whatever is not remembered is due in the store. */
export interface Waiting {
  /** Neither this one nor what comes after it in its conversation goes before `until`. */
  holdUp(delivery: DeliveryDoc, until: number): void
  /** This process goes on with it itself, for as long as it has its lease. */
  keep(own: Own): void
  isHeldUp(delivery: DeliveryDoc): boolean
  /** Something of a conversation went out, or will not: whether anything waited for it. */
  passed(conversationId: string): boolean
  /** What was kept and waits for nothing any more here, in the order in which it was kept. `stays`: it does, for another reason. */
  goOn(stays: (own: Own) => boolean): Own[]
}

export function waiting(now: () => number): Waiting {
  const heldUp = new Map<string, { from: string; until: number }>()
  const kept = new Map<string, Own>()

  const holdOn = (conversationId: string) => {
    const known = heldUp.get(conversationId)
    if (known && known.until <= now()) heldUp.delete(conversationId)
    else return known
  }
  const isHeldUp = ({ conversationId, _id }: DeliveryDoc): boolean => {
    const known = holdOn(conversationId)
    return known !== undefined && _id >= known.from
  }
  return {
    isHeldUp,
    holdUp({ conversationId, _id }, until) {
      const known = holdOn(conversationId)
      heldUp.set(conversationId, { from: known && known.from < _id ? known.from : _id, until })
    },
    keep: (own) => void kept.set(own.delivery._id, own),
    passed: (conversationId) => heldUp.delete(conversationId),
    goOn(stays) {
      for (const conversationId of heldUp.keys()) holdOn(conversationId)
      const on: Own[] = []
      for (const [id, own] of kept) {
        const isOver = Date.parse(own.delivery.dueAt as string) <= now()
        if (!isOver && (isHeldUp(own.delivery) || stays(own))) continue
        kept.delete(id)
        // Its lease is over: it is due in the store, for whoever finds it there.
        if (!isOver) on.push(own)
      }
      return on
    },
  }
}

/**
 * How long to wait for what is before a message of a turn of `at`: it is as a rule being sent this very moment; half as long as since
 * then, so less and less often.
 */
export const pauseBehind = (at: Instant, now: number, longestMs: number): number =>
  Math.min(Math.max(Math.ceil((now - Date.parse(at)) / 2), soonestMs), longestMs)
