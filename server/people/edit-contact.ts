import type { ContactChange, ContactDetail, NewContact } from '#schemas/api/contacts.ts'
import type { Caller } from '../accounts/index.ts'
import type { Viewer } from '../chats/index.ts'
import { type Deps, newId } from '../deps.ts'
import { timeOrderedId } from '../engine/ids.ts'
import { AppError } from '../errors.ts'
import { changeContact, type PersonChange } from './change-contact.ts'
import { checkChange, fittingOf } from './check-change.ts'
import { contactSeenBy, pageOf } from './read-contacts.ts'

type Parts = Pick<Deps, 'store' | 'now' | 'random' | 'engine' | 'names'>

/** Whoever changes a person by the API: a user by hand, or a program by its token. */
export const changedBy = ({ user, token }: Caller): Pick<PersonChange, 'source' | 'by'> =>
  token ? { source: 'api', by: token.id } : { source: 'edit', by: user.id }

/** Makes a person who has not written yet. */
export async function createContact(
  deps: Parts,
  who: Viewer,
  caller: Caller,
  { tags = [], ...facts }: NewContact,
): Promise<ContactDetail> {
  const { workspaceId } = who
  const change = checkChange(await fittingOf(deps.engine, workspaceId), { ...facts, tags: { add: tags } })
  const made = await changeContact(deps, workspaceId, {
    contactId: `p${timeOrderedId(deps.now())}`,
    changeId: newId(deps),
    ...changedBy(caller),
    ...change,
    came: { kind: 'api' },
    makes: true,
  })
  if (!made) throw new AppError('not-found')
  return pageOf(deps.store, who, deps.names, made)
}

/** Changes what is known of a person; whatever else is changed at the same moment stays. */
export async function editContact(
  deps: Parts,
  who: Viewer,
  caller: Caller,
  contactId: string,
  { changeId = newId(deps), ...given }: ContactChange,
): Promise<ContactDetail> {
  const { workspaceId } = who
  const seen = await contactSeenBy(deps.store, who, contactId)
  const change = checkChange(await fittingOf(deps.engine, workspaceId), given)
  if (Object.keys(change).length === 0) return pageOf(deps.store, who, deps.names, seen)
  const changed = await changeContact(deps, workspaceId, { contactId: seen._id, changeId, ...changedBy(caller), ...change })
  deps.engine.people.forgetKnown(seen._id)
  if (!changed) throw new AppError('not-found')
  return pageOf(deps.store, who, deps.names, changed)
}
