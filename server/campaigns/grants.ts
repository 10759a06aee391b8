import type { SendingCap } from '#schemas/gate.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { type GrantsDoc, grants } from './collections.ts'

const dayMs = 86_400_000
const mostKept = 20
/** Who took a place and did not come back with a turn has died: the place is free again. */
const unusedMs = 10 * 60_000

/** How many places of the cap somebody has taken, but for the one of `recipient`. */
export function takenOf(doc: Pick<GrantsDoc, 'grants'> | null, { days }: SendingCap, now: number, recipient: string): number {
  const since = instantAt(now - days * dayMs)
  const unusedSince = instantAt(now - unusedMs)
  return (doc?.grants ?? []).filter((one) => one.for !== recipient && one.at > since && (one.used || one.at > unusedSince)).length
}

/** Takes a place for one recipient, before its turn; false where all are taken. The same recipient takes one, however often it asks. */
export async function takeGrant(
  store: Store,
  who: { workspaceId: string; contactId: string },
  recipient: string,
  cap: SendingCap,
  now: number,
): Promise<boolean> {
  const docs = store.collection(grants)
  for (;;) {
    const doc = await docs.get(who.contactId)
    if (takenOf(doc, cap, now, recipient) >= cap.most) return false
    const at: Instant = instantAt(now)
    const kept = [...(doc?.grants ?? []).filter((one) => one.for !== recipient), { for: recipient, at }].slice(-mostKept)
    if (!doc) {
      try {
        await docs.insert({ _id: who.contactId, workspaceId: who.workspaceId, grants: kept, revision: 1 })
        return true
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error
        continue
      }
    }
    const change = { $set: { grants: kept, revision: doc.revision + 1 } }
    if (await docs.update(doc._id, change, { revision: doc.revision })) return true
  }
}

/** The turn is there (`used`), or will not be (`given back`). */
export async function endGrant(store: Store, contactId: string, recipient: string, used: boolean): Promise<void> {
  const docs = store.collection(grants)
  for (;;) {
    const doc = await docs.get(contactId)
    if (!doc?.grants.some((one) => one.for === recipient && one.used !== true)) return
    const kept = doc.grants.flatMap((one) => (one.for !== recipient ? one : used ? { ...one, used: true as const } : []))
    if (await docs.update(contactId, { $set: { grants: kept, revision: doc.revision + 1 } }, { revision: doc.revision })) return
  }
}

/** The vendor takes nothing more for somebody until then, whatever campaign it is of. */
export async function holdPerson(store: Store, who: { workspaceId: string; contactId: string }, until: Instant): Promise<void> {
  const docs = store.collection(grants)
  if (await docs.update(who.contactId, { $set: { heldUntil: until } })) return
  await docs.insertMany([{ _id: who.contactId, workspaceId: who.workspaceId, grants: [], revision: 1, heldUntil: until }])
}
