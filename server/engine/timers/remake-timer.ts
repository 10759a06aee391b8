import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import type { Collection } from '../../store/contract.ts'
import { findAll } from '../../store/find-all.ts'
import { type TimerDoc, timers } from '../collections.ts'
import type { Remake } from '../parts.ts'
import { timersIn } from './conversation-timer.ts'

type Remade = Awaited<ReturnType<Remake>>

/** A conversation's timers as its turns leave them. What was tried of the same visit's, or of the same timer, stays with it. */
export const remakeTimer: Remake = async ({ store }, { conversationId, turns, settled }) => {
  const docs = store.collection(timers)
  const there = new Map((await findAll(docs, { _id: idsOfTurns(conversationId) }, { _id: 1 })).map((doc) => [doc._id, doc]))
  const newest = turns.at(-1)
  const left = new Map((newest ? timersIn(newest) : []).map((timer) => [timer._id, timer]))
  const remade = await Promise.all(
    [...new Set([...there.keys(), ...left.keys()])].map((_id) => {
      const timer = left.get(_id)
      const made = timer && { ...timer, turn: turns.findLast((turn) => says(turn, timer))?.number ?? timer.turn }
      return remakeOne(docs, there.get(_id), made, newest?.number, settled)
    }),
  )
  return remade.find((one) => one === 'again') ?? remade.find((one) => one === 'changed') ?? 'same'
}

/** `newest`: of the turns that were looked at. */
async function remakeOne(
  docs: Collection<TimerDoc>,
  is: TimerDoc | undefined,
  timer: TimerDoc | undefined,
  newest: number | undefined,
  settled: boolean,
): Promise<Remade> {
  if (!timer) {
    if (!is) return 'same'
    return (await docs.delete({ _id: is._id, turn: is.turn, attempts: is.attempts })) > 0 ? 'changed' : 'again'
  }
  if (!is) return (await docs.insertMany([timer])).inserted > 0 ? 'changed' : 'again'
  if (is.turn > (newest ?? timer.turn) && !settled) return 'again'
  // One that was tried is due again when its lease ends.
  if (is.visitId === timer.visitId && (is.attempts > 0 || is.dueAt === timer.dueAt)) return 'same'
  return (await docs.put(timer, { turn: is.turn, attempts: is.attempts })) ? 'changed' : 'again'
}

/** Whether a turn is one that set a timer. */
const says = ({ steps, effects }: Turn, { kind, visitId }: TimerDoc): boolean =>
  kind === 'visit'
    ? steps.some(({ did }) => did === 'wait')
    : effects.some((effect) => effect.kind === 'timer' && effect.id === visitId)
