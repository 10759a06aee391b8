import { laterStatus } from '#runtime/delivery-status.ts'
import { instantAt } from '#schemas/instant.ts'
import type { DeliveryReason } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { type Collection, UniqueViolation } from '../store/contract.ts'
import type { DeliveryDoc } from './collections.ts'

/**
 * A delivery under way is not taken up by anyone else for this long: more than most sends take (of one that takes longer it is prolonged),
 * and time enough after a crash for the vendor's own status to say that the message was accepted after all.
 */
export const leaseMs = 15_000
const sendMs = 10_000
/** How soon a message looks again at the one it waits for. */
export const soonestMs = 50
/** As an earlier release kept it. */
const oldReason = ['error', 'code']
const longestPauseMs = 15 * 60_000

/** Where it is noted what became of deliveries. */
export interface Notes {
  engine: Engine
  docs: Collection<DeliveryDoc>
  /** Deliveries that are due are looked for again in so many ms. */
  again(inMs: number): void
}

/** Leases a delivery that is due; null when another process was first. */
export const lease = ({ engine, docs }: Notes, { _id, dueAt }: DeliveryDoc): Promise<DeliveryDoc | null> =>
  docs.update(_id, { $set: { dueAt: instantAt(engine.now() + leaseMs) } }, { dueAt: dueAt as string })

/** Prolongs the lease of a delivery for one more send, and notes the parts sent so far; null when another process has taken it up. */
export async function prolong(
  { engine, docs }: Notes,
  delivery: DeliveryDoc,
  providerIds: string[],
): Promise<DeliveryDoc | null> {
  const { _id, dueAt } = delivery
  const now = engine.now()
  if (!dueAt) return null
  if (providerIds.length === delivery.providerIds.length && Date.parse(dueAt) - now >= sendMs) return delivery
  return docs.update(_id, { $set: { dueAt: instantAt(now + leaseMs), providerIds: [...providerIds] } }, { dueAt })
}

/** Tries a delivery again after a pause that doubles with each attempt; not before `afterMs`, if the vendor said so. */
export async function retry(
  { engine, docs, again }: Notes,
  delivery: DeliveryDoc,
  { reason, afterMs = 0 }: { reason: DeliveryReason; afterMs?: number | undefined },
): Promise<void> {
  const pause = Math.max(afterMs, Math.min(longestPauseMs, 1_000 * 2 ** delivery.attempts))
  const dueAt = instantAt(engine.now() + pause)
  // Which parts were accepted stands there already: the vendor may have told of more than this process knows, or of all of it.
  await docs.update(
    delivery._id,
    { $set: { attempts: delivery.attempts + 1, dueAt, reason }, $unset: oldReason },
    { dueAt: delivery.dueAt as string },
  )
  again(pause)
}

/**
 * Notes the end of sending. A status the vendor told meanwhile is not taken back. A delivery that could not be written while it was
 * being sent is written now; one whose chat was deleted meanwhile is not.
 */
export async function settle(
  notes: Pick<Notes, 'engine' | 'docs'>,
  delivery: DeliveryDoc,
  end: Partial<DeliveryDoc>,
): Promise<void> {
  const { docs } = notes
  let now: DeliveryDoc | null = delivery
  for (; now; now = await docs.get(delivery._id)) {
    const status = laterStatus(now.status, end.status ?? now.status)
    const stays = status === 'failed'
    const unset = ['dueAt', ...(stays && !end.reason ? [] : oldReason), ...(stays ? [] : ['reason'])]
    const told = stays && !isTriedAgain(now, end.reason) ? { untold: true } : {}
    if (await docs.update(delivery._id, { $set: { ...end, status, ...told }, $unset: unset }, { status: now.status })) return
  }
  if (!(await isThere(notes, delivery))) return
  const { dueAt: _, ...written } = delivery
  try {
    await docs.insert({
      ...written,
      ...end,
      ...(end.status === 'failed' && !isTriedAgain(delivery, end.reason) ? { untold: true } : {}),
    })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return settle(notes, delivery, end)
  }
  // Turns are deleted before their deliveries: this one may have been written after both.
  if (!(await isThere(notes, delivery))) await docs.delete({ _id: delivery._id })
}

/** What a campaign tries again when its time has come: its chat is told nothing yet. */
export const isTriedAgain = ({ unasked }: Pick<DeliveryDoc, 'unasked'>, reason: DeliveryReason | undefined): boolean =>
  unasked?.campaign !== undefined && (reason?.code === 'put-off' || reason?.code === 'enough-marketing')

/** Whether the turn that said it is there still. */
const isThere = async ({ engine }: Pick<Notes, 'engine'>, { conversationId, turnNumber }: DeliveryDoc): Promise<boolean> =>
  (await engine.turns.get(turnId(conversationId, turnNumber))) !== null
