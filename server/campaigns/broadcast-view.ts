import type { BroadcastView, RecipientView } from '#schemas/api/broadcasts.ts'
import type { Deps } from '../deps.ts'
import type { ContactDoc } from '../people/index.ts'
import type { BroadcastDoc, RecipientDoc } from './collections.ts'
import { countWhatTheyDid } from './count-people.ts'

/** A broadcast as the API tells it. */
export async function broadcastView({ store, names }: Pick<Deps, 'store' | 'names'>, doc: BroadcastDoc): Promise<BroadcastView> {
  const { _id: id, plan, state, revision, counts = {}, listed, createdAt, createdBy, startedAt, startedBy, endedAt, dryRun } = doc
  const by = startedBy ?? createdBy
  return {
    id,
    ...plan,
    state,
    revision,
    counts,
    ...(await countWhatTheyDid(store, doc)),
    listed: listed === true,
    ...(dryRun ? { checkedAt: dryRun.at } : {}),
    createdAt,
    by: { id: by, name: names.agent(by) ?? '' },
    ...(startedAt ? { startedAt } : {}),
    ...(endedAt ? { endedAt } : {}),
  }
}

/** A person in it. */
export function recipientView(doc: RecipientDoc, contact: ContactDoc | undefined): RecipientView {
  const { contactId, standing, values, at, dueAt, conversationId, repliedAt, clickedAt, succeededAt } = doc
  return {
    contact: { id: contactId, ...(contact?.name ? { name: contact.name } : {}) },
    standing,
    at,
    ...(values ? { values } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(repliedAt ? { repliedAt } : {}),
    ...(clickedAt ? { clickedAt } : {}),
    ...(succeededAt ? { succeededAt } : {}),
  }
}
