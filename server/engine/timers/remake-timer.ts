import type { Turn } from '#schemas/turn.ts'
import { timers } from '../collections.ts'
import type { Remake } from '../parts.ts'
import { timerId, timerIn } from './conversation-timer.ts'

/** A conversation's timer as its turns leave it. What was tried of the same visit's stays with it. */
export const remakeTimer: Remake = async ({ store }, { conversationId, turns, settled }) => {
  const docs = store.collection(timers)
  const _id = timerId(conversationId)
  const is = await docs.get(_id)
  const newest = turns.at(-1)
  const waits = newest && timerIn(newest)
  if (!waits) {
    if (!is) return 'same'
    return (await docs.delete({ _id, turn: is.turn, attempts: is.attempts })) > 0 ? 'changed' : 'again'
  }
  const timer = { ...waits, turn: turns.findLast(waitsIn)?.number ?? waits.turn }
  if (!is) return (await docs.insertMany([timer])).inserted > 0 ? 'changed' : 'again'
  if (is.turn > waits.turn && !settled) return 'again'
  // One that was tried is due again when its lease ends.
  if (is.visitId === timer.visitId && (is.attempts > 0 || is.dueAt === timer.dueAt)) return 'same'
  return (await docs.put(timer, { turn: is.turn, attempts: is.attempts })) ? 'changed' : 'again'
}

const waitsIn = ({ steps }: Turn): boolean => steps.some(({ did }) => did === 'wait')
