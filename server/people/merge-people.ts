import type { MergeFact, ToMerge } from '#schemas/api/merging.ts'
import { rowOf, viewer } from '../chats/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { InWorkspace } from '../http/route.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { recordAudit } from '../workspaces/index.ts'
import { type ContactDoc, type ContactMergeDoc, contacts, identities } from './collections.ts'
import { mergeContacts, unmergeContact } from './merges.ts'
import { bothSeen, factsOf } from './preview-merge.ts'
import { pageSeenBy } from './seen-page.ts'
import { dropSuggestion, sayTwo } from './suggestions.ts'

type Parts = Pick<Deps, 'store' | 'now' | 'random'>

/** Makes two people one, as somebody who compared them says. The page they are on. */
export async function merge(
  deps: Parts,
  context: InWorkspace,
  contactId: string,
  { with: other, choose = {} }: ToMerge,
): Promise<{ contactId: string }> {
  const { workspaceId, caller } = context
  const [page, comes] = await bothSeen(deps, viewer(context), contactId, other, '/with')
  const chosen = chosenOf(page, comes, choose)
  const done = await mergeContacts(deps.store, workspaceId, {
    contactId: page._id,
    other: comes._id,
    at: instantNow(deps),
    by: { user: caller.user.id },
    ...(chosen ? { chosen } : {}),
  })
  if (!done) throw new AppError('nothing-to-do')
  await dropSuggestion(deps.store, workspaceId, page._id, comes._id)
  await recordAudit(deps, context, 'merge', `contact ${comes._id} into ${page._id}`)
  return { contactId: done.into }
}

/** What the page will show against what was told last: what somebody chose, and STOP, which the stricter of two has said. */
function chosenOf(page: ContactDoc, comes: ContactDoc, choose: NonNullable<ToMerge['choose']>): ContactMergeDoc['chosen'] {
  const facts = new Map(factsOf(page, comes).map((fact) => [fact.fact, fact]))
  const contact: Record<string, MergeFact['keep']> = {}
  const fields: Record<string, MergeFact['keep']> = {}
  for (const [name, side] of Object.entries(choose)) {
    const fact = facts.get(name)
    if (!fact) throw invalidInput({ path: `/choose/${name}`, message: 'is no fact of either of them' })
    if (fact.same || fact.takes === side) continue
    if (name.startsWith('fields.')) fields[name.slice('fields.'.length)] = fact[side]
    else contact[name] = fact[side]
  }
  const stopped = page.optedOut || comes.optedOut
  const newest = [page, comes].sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : -1))[0]
  const given = { ...contact, ...(stopped && !newest?.optedOut ? { optedOut: true } : {}) }
  if (Object.keys(given).length + Object.keys(fields).length === 0) return undefined
  return { contact: given, fields } as ContactMergeDoc['chosen']
}

const stampOf = ({ stamps }: ContactDoc): string => stamps?.contact.optedOut ?? ''

/**
 * Takes one out of a page again: by the contact, by one of their chats, or by one of their ids. What led them there does not lead there by
 * itself again. The page they have from then on.
 */
export async function unmerge(
  deps: Parts,
  context: InWorkspace,
  contactId: string,
  identity: string,
): Promise<{ contactId: string }> {
  const { store } = deps
  const { workspaceId, caller } = context
  const page = await pageSeenBy(store, viewer(context), contactId)
  const one = await contactBehind(deps, workspaceId, identity)
  if (one === undefined || ![page._id, ...(page.members ?? [])].includes(one))
    throw invalidInput({ path: '/identity', message: 'is nobody on this page' })
  const [at, user] = [instantNow(deps), caller.user.id]
  // Of the page's own, what is taken back is the merge that brought the last of the others.
  const leaves = one === page._id ? await lastToCome(deps, page) : one
  const mergedInto = leaves && (await inWorkspace(store, contacts, workspaceId).get(leaves))?.mergedInto
  if (!leaves || !mergedInto || !(await unmergeContact(store, workspaceId, leaves, { at, by: { user } })))
    throw new AppError('nothing-to-do')
  await sayTwo(store, workspaceId, [leaves, mergedInto.contactId], at, user)
  await recordAudit(deps, context, 'unmerge', `contact ${leaves} from ${page._id}`)
  return { contactId: one === page._id ? page._id : leaves }
}

async function contactBehind({ store }: Pick<Deps, 'store'>, workspaceId: string, identity: string): Promise<string | undefined> {
  const contact = await inWorkspace(store, contacts, workspaceId).get(identity)
  if (contact) return contact._id
  const id = await inWorkspace(store, identities, workspaceId).get(identity)
  const row = await rowOf(store, id?.conversationId ?? identity)
  return row?.workspaceId === workspaceId ? row.contactId : undefined
}

async function lastToCome({ store }: Pick<Deps, 'store'>, page: ContactDoc): Promise<string | undefined> {
  const members = await inWorkspace(store, contacts, page.workspaceId).getMany(page.members ?? [])
  const own = members.filter(({ mergedInto }) => mergedInto?.contactId === page._id)
  return own.sort((a, b) => (b.mergedInto?.merge ?? 0) - (a.mergedInto?.merge ?? 0))[0]?._id
}
