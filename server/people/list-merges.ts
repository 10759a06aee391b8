import type { MergeMade } from '#schemas/api/merging.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { viewer } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import type { InWorkspace } from '../http/route.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { contactMerges, contacts } from './collections.ts'
import { pageSeenBy } from './seen-page.ts'

/** So many are listed: nobody is more people than that. */
const mostListed = 100

/** Who came to a page and left it, the newest first. */
export async function listMerges(
  { store, names }: Pick<Deps, 'store' | 'names'>,
  context: InWorkspace,
  contactId: string,
): Promise<Listing<MergeMade>> {
  const { workspaceId } = context
  const { _id, members = [] } = await pageSeenBy(store, viewer(context), contactId)
  const log = inWorkspace(store, contactMerges, workspaceId)
  const found = await Promise.all(
    [_id, ...members].map((into) => log.find({ into }, { sort: { number: -1 }, limit: mostListed })),
  )
  const all = found.flatMap(({ items }) => items).sort((a, b) => b.number - a.number)
  const people = await inWorkspace(store, contacts, workspaceId).getMany([...new Set(all.map((one) => one.contactId))])
  return {
    items: all.slice(0, mostListed).map((doc) => {
      const contact = people.find((one) => one._id === doc.contactId)
      const { number, kind, at, by } = doc
      return {
        number,
        kind,
        contactId: doc.contactId,
        ...(contact?.name !== undefined && { name: contact.name }),
        at,
        ...('user' in by ? { by: { id: by.user, name: names.agent(by.user) ?? '' } } : { proof: by.proof }),
        holds: kind === 'merge' && contact?.mergedInto?.merge === number,
      }
    }),
  }
}
