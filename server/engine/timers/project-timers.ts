import type { Turn } from '#schemas/turn.ts'
import type { Collection } from '../../store/contract.ts'
import { type TimerDoc, timers } from '../collections.ts'
import type { Projection } from '../parts.ts'
import { timerId, timerIn, timerOf } from './conversation-timer.ts'

/**
 * Brings the timers up to date with turns, given conversation by conversation and in order. Safe to repeat: a timer moves forward
 * only (`turn`). A turn that neither leaves nor ends a visit costs nothing. What was tried of a timer stays with its visit: a message
 * that changes nothing about the wait gives it no tries back. A timer beside the visit's is made once and
 * ended once: should an older batch come after a newer one, it rings in vain and goes.
 */
export const projectTimers: Projection = async ({ store }, { lines }) => {
  const docs = store.collection(timers)
  const made: { timer: TimerDoc; line: readonly Turn[] }[] = []
  const others: Promise<unknown>[] = []
  for (const line of lines) {
    const newest = line.at(-1) as Turn
    const timer = timerIn(newest)
    if (!timer) {
      if (endsVisit(line)) others.push(docs.delete({ _id: timerId(newest.state.conversationId), turn: { $lt: newest.number } }))
    } else if (line[0]?.number === 1) made.push({ timer, line })
    else if (waitsAnew(line)) others.push(moveOn(docs, timer, line))
    const { set, ended } = ownTimers(line)
    if (set.length > 0) others.push(docs.insertMany(set))
    for (const _id of ended) others.push(docs.delete({ _id }))
  }
  await Promise.all([makeAll(docs, made), ...others])
}

/** The timers beside the visit's that these turns set and did not end, and those of earlier turns that they ended. */
function ownTimers(line: readonly Turn[]): { set: TimerDoc[]; ended: string[] } {
  const set = new Map<string, TimerDoc>()
  const ended: string[] = []
  for (const turn of line)
    for (const effect of turn.effects) {
      if (effect.kind !== 'timer') continue
      const { of: kind, id, dueAt } = effect
      if (dueAt !== undefined) set.set(id, timerOf(turn, { kind, id, dueAt }))
      else if (!set.delete(id)) ended.push(timerId(turn.state.conversationId, { kind, id }))
    }
  return { set: [...set.values()], ended }
}

/** Most likely none of them is there yet. */
async function makeAll(docs: Collection<TimerDoc>, made: { timer: TimerDoc; line: readonly Turn[] }[]): Promise<void> {
  const { violations } = await docs.insertMany(made.map(({ timer }) => timer))
  const there = violations.flatMap(({ position }) => made[position] ?? [])
  await Promise.all(there.map(({ timer, line }) => moveOn(docs, timer, line)))
}

/** Whether a visit that may have had a timer ended. What rang is over, whatever came of it. */
const endsVisit = (line: readonly Turn[]): boolean =>
  line.some(({ event, steps }) => event.kind === 'timer' || steps.some(({ on }) => on === 'resume'))

const waitsAnew = (line: readonly Turn[]): boolean => line.some(({ steps }) => steps.some(({ did }) => did === 'wait'))

async function moveOn(docs: Collection<TimerDoc>, timer: TimerDoc, line: readonly Turn[]): Promise<void> {
  const { _id, visitId, dueAt, turn } = timer
  const older = { turn: { $lt: turn } }
  const isOfThese = Number.parseInt(visitId, 10) >= (line[0] as Turn).number
  const rang = line.some(({ event }) => event.kind === 'timer')
  if (!isOfThese && !rang && (await docs.update(_id, { $set: { dueAt, turn } }, { ...older, visitId }))) return
  const fresh = { $set: { visitId, dueAt, turn, attempts: 0 }, $unset: ['parked'] }
  if (await docs.update(_id, fresh, older)) return
  if (await docs.get(_id)) return
  const { inserted } = await docs.insertMany([timer])
  if (inserted === 0) await docs.update(_id, fresh, older)
}
