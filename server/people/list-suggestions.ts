import type { ContactSuggestion } from '#schemas/api/merging.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { belongs, viewer } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { InWorkspace } from '../http/route.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactSuggestionDoc, contactSuggestions } from './collections.ts'
import { headOf } from './page-of.ts'
import { partyOf } from './party.ts'
import { chatsOnPage } from './seen-page.ts'

type Parts = Pick<Deps, 'store' | 'names'>

/** Pairs that may be one person, of people whom whoever asks may see; of one contact, or of all. */
export async function listSuggestions(
  deps: Parts,
  context: InWorkspace,
  { contact, after, limit = 50 }: PageQuery & { contact?: string },
): Promise<Listing<ContactSuggestion>> {
  const page = await inWorkspace(deps.store, contactSuggestions, context.workspaceId).find(
    { state: 'open', ...(contact === undefined ? {} : { contactIds: contact }) },
    { sort: { at: -1 }, limit, ...(after === undefined ? {} : { after }) },
  )
  const views = await Promise.all(page.items.map((doc) => viewOfSuggestion(deps, context, doc)))
  return { items: views.filter((view) => view !== undefined), ...(page.next ? { next: page.next } : {}) }
}

/** Says that two are not one, or that it is to be asked again. */
export async function changeSuggestion(
  deps: Parts,
  context: InWorkspace,
  id: string,
  state: ContactSuggestion['state'],
): Promise<ContactSuggestion> {
  const docs = inWorkspace(deps.store, contactSuggestions, context.workspaceId)
  const doc = await docs.get(id)
  if (!doc || !(await viewOfSuggestion(deps, context, doc))) throw new AppError('not-found')
  const changed = await docs.update(
    id,
    state === 'no' ? { $set: { state, by: context.caller.user.id } } : { $set: { state }, $unset: ['by'] },
  )
  const view = changed && (await viewOfSuggestion(deps, context, changed))
  if (!view) throw new AppError('not-found')
  return view
}

/** Undefined where the two are one by now, one of them is gone, or it is not theirs to see. */
async function viewOfSuggestion(
  { store, names }: Parts,
  context: InWorkspace,
  { _id, workspaceId, contactIds, why, state, at }: ContactSuggestionDoc,
): Promise<ContactSuggestion | undefined> {
  const [one, other] = await Promise.all(contactIds.map((id) => headOf(store, workspaceId, id)))
  if (!one || !other || one._id === other._id) return undefined
  const who = viewer(context)
  const chats = await Promise.all([one, other].map((page) => chatsOnPage(store, page)))
  const seesAll = !who.scope || who.scope.sees === 'all'
  if (!seesAll && !chats.every((some) => some.some((chat) => belongs(who, chat)))) return undefined
  return { id: _id, contacts: [one, other].map((page, n) => partyOf(page, chats[n] ?? [], names)), why, state, at }
}
