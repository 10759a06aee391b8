import { forgetConversation, type Viewer } from '../chats/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { forgetContact } from './forget-contact.ts'
import { chatsOfPage, contactSeenBy, idsOnPage } from './read-contacts.ts'

/**
 * Deletes a person with all their chats; what nobody ever wrote goes at once. A crash in between leaves a person with fewer chats, to be
 * deleted again.
 */
export async function eraseContact(
  deps: Pick<Deps, 'store' | 'engine' | 'now' | 'random'>,
  who: Viewer,
  actor: Actor,
  contactId: string,
): Promise<void> {
  const { workspaceId } = who
  const page = await contactSeenBy(deps.store, who, contactId)
  const chats = await chatsOfPage(deps.store, page)
  for (const { _id } of chats)
    await forgetConversation(deps, actor, _id).catch((error: unknown) => {
      // It went meanwhile.
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
    })
  const withChats = new Set(chats.map((chat) => chat.contactId))
  const asked = { workspaceId, conversationId: '', number: 0, at: instantNow(deps), userId: actor.caller.user.id }
  for (const id of idsOnPage(page))
    if (!withChats.has(id)) await forgetContact(deps.store, { ...asked, contactId: id, left: () => Promise.resolve([]) })
  await recordAudit(deps, actor, 'erase', `contact ${contactId}`)
}
