import { turnId } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import { events } from './collections.ts'
import { eventKey } from './event-key.ts'
import { recountOf } from './recount.ts'

/** What the turns of a conversation up to `number` told of its person goes, and they are known by the rest. */
export async function forgetEvents(
  store: Store,
  {
    workspaceId,
    conversationId,
    contactId,
    number,
  }: { workspaceId: string; conversationId: string; contactId: string; number: number },
): Promise<void> {
  const told = {
    $gt: eventKey(workspaceId, `${conversationId}.`),
    $lt: eventKey(workspaceId, `${turnId(conversationId, number)}/`),
  }
  await store.collection(events).delete({ _id: told, contactId })
  await recountOf(store, { workspaceId, contactId })
}

/** All that happened to somebody goes: nobody knows them any more. */
export const forgetEventsOf = (store: Store, workspaceId: string, contactId: string): Promise<number> =>
  store.collection(events).delete({ workspaceId, contactId })
