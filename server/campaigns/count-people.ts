import { type RecipientState, recipientStates, type Standing, standingOf } from '#schemas/broadcast.ts'
import { laterCodes, refusedCodes } from '#schemas/gate.ts'
import { deliveryCodes } from '#schemas/message.ts'
import type { Store } from '../store/contract.ts'
import { type BroadcastDoc, recipients } from './collections.ts'

/** Why somebody can be in a state. */
const codesOf: Partial<Record<RecipientState, readonly string[]>> = {
  waiting: laterCodes,
  skipped: refusedCodes,
  failed: deliveryCodes,
}

const allStandings: Standing[] = recipientStates.flatMap((state) => [
  standingOf(state),
  ...(codesOf[state] ?? []).map((code) => standingOf(state, code)),
])

/** How many people of a broadcast are where, and why. They add up to all. */
export async function countPeople(store: Store, broadcastId: string): Promise<Record<Standing, number>> {
  const docs = store.collection(recipients)
  const counts: Record<Standing, number> = {}
  for (const standing of allStandings) {
    const count = await docs.count({ broadcastId, standing })
    if (count > 0) counts[standing] = count
  }
  return counts
}

/** How many of a broadcast answered, opened a link, and did what counts as success. */
export async function countWhatTheyDid(
  store: Store,
  { _id: broadcastId, plan, counts = {} }: BroadcastDoc,
): Promise<{
  replied: number
  clicked: number
  succeeded: number
  compared?: { written: { people: number; succeeded: number }; heldOut: { people: number; succeeded: number } }
}> {
  const docs = store.collection(recipients)
  const [replied, clicked, all, heldOut] = await Promise.all([
    docs.count({ broadcastId, repliedAt: { $gt: '' } }),
    docs.count({ broadcastId, clickedAt: { $gt: '' } }),
    docs.count({ broadcastId, succeededAt: { $gt: '' } }),
    plan.compare ? docs.count({ broadcastId, succeededAt: { $gt: '' }, state: 'held-out' }) : 0,
  ])
  const succeeded = all - heldOut
  if (!plan.compare) return { replied, clicked, succeeded }
  const written = (['sent', 'delivered', 'read'] as const).reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  return {
    replied,
    clicked,
    succeeded,
    compared: {
      written: { people: written, succeeded },
      heldOut: { people: counts['held-out'] ?? 0, succeeded: heldOut },
    },
  }
}
