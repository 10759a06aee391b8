import { idsOfTurns } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import {
  type ContactDoc,
  type ContactEntryDoc,
  contactEntries,
  contactMerges,
  contactProofs,
  contactSuggestions,
  contacts,
  identities,
} from './collections.ts'

/** Everything that is kept about these contacts here, with their log, and the ids that lead to them. */
export async function whatIsKnownOf(
  store: Store,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<{ contacts: ContactDoc[]; log: ContactEntryDoc[] }> {
  const docs = await inWorkspace(store, contacts, workspaceId).getMany([...contactIds])
  const log: ContactEntryDoc[] = []
  for (const contactId of contactIds)
    log.push(...(await findAll(store.collection(contactEntries), { workspaceId, contactId }, { at: 1 })))
  return { contacts: docs, log }
}

/** Conversations of contacts that their log or an identity names, and by what ids they are led to. */
export async function linkedConversations(
  store: Store,
  workspaceId: string,
  contactIds: readonly string[],
  known: readonly string[],
): Promise<{ conversationIds: string[]; externalIds: string[] }> {
  const ids = inWorkspace(store, identities, workspaceId)
  const joined = (await ids.find({ contactId: { $in: [...contactIds] } }, { limit: 1000 })).items
  const log = (await whatIsKnownOf(store, workspaceId, contactIds)).log
  const told = log.flatMap(({ _id }) => (_id.includes('/') ? [] : [_id.slice(0, _id.indexOf('.'))]))
  const conversationIds = [...new Set([...known, ...joined.map(({ conversationId }) => conversationId), ...told])]
  const leading = (
    await Promise.all(conversationIds.map(async (conversationId) => (await ids.find({ conversationId }, { limit: 100 })).items))
  ).flat()
  const proofs = (
    await Promise.all(
      conversationIds.map(
        async (conversationId) =>
          (
            await inWorkspace(store, contactProofs, workspaceId).find({ conversationId }, { limit: 100 })
          ).items,
      ),
    )
  ).flat()
  const keys = [...[...joined, ...leading].map(({ _id }) => _id), ...proofs.map(({ key }) => key)]
  return { conversationIds, externalIds: keys.map((key) => key.slice(key.indexOf(':') + 1)) }
}

/** Takes contacts away with all that is kept about them here. May be repeated. */
export async function eraseContacts(
  store: Store,
  {
    workspaceId,
    contactIds,
    conversationIds,
  }: { workspaceId: string; contactIds: readonly string[]; conversationIds: readonly string[] },
): Promise<void> {
  const ids = [...contactIds]
  for (const contactId of ids) await inWorkspace(store, contactEntries, workspaceId).delete({ contactId })
  for (const conversationId of conversationIds)
    await inWorkspace(store, contactEntries, workspaceId).delete({ _id: idsOfTurns(conversationId) })
  await inWorkspace(store, contacts, workspaceId).delete({ _id: { $in: ids } })
  for (const conversationId of conversationIds) await inWorkspace(store, identities, workspaceId).delete({ conversationId })
  await inWorkspace(store, identities, workspaceId).delete({ contactId: { $in: ids } })
  for (const contactId of ids) await inWorkspace(store, contactSuggestions, workspaceId).delete({ contactIds: contactId })
  for (const conversationId of conversationIds) await inWorkspace(store, contactProofs, workspaceId).delete({ conversationId })
  // Of merges stays that they were: later ones are numbered after them.
  const merges = store.collection(contactMerges)
  for (const into of ids)
    for (const { _id } of await findAll(merges, { workspaceId, into }, { number: -1 }))
      await merges.update(_id, { $unset: ['chosen'] })
}
