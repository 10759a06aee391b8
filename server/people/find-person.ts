import { readEmail } from '#nodes/read-email.ts'
import { readPhone } from '#nodes/read-phone.ts'
import { turnId } from '#schemas/turn.ts'
import { channelsOf } from '../channels/index.ts'
import { turns } from '../engine/collections.ts'
import { timeOrderedId } from '../engine/ids.ts'
import type { EngineParts } from '../engine/parts.ts'
import type { InputProblem } from '../errors.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { changeContact } from './change-contact.ts'
import { contacts, identities } from './collections.ts'
import { peopleBy } from './find-people.ts'
import { identityId } from './identities.ts'

type Parts = Pick<EngineParts, 'store' | 'now' | 'timeZones'>

/** By what somebody is named: one of these. */
export interface PersonNamed {
  id?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  externalId?: string | undefined
}

export type FoundPerson = { contactId: string; made?: true } | { unknown: keyof PersonNamed } | { problems: InputProblem[] }

/** Two that come at once with one new number are about one person. */
const making = new Map<string, Promise<FoundPerson>>()

/**
 * The person who is named so. Of a phone number or an e-mail that nobody has, somebody new is made, who begins with it, in the name of `by`;
 * of an id nobody.
 */
export async function findOrMakePerson(
  parts: Parts,
  workspaceId: string,
  named: PersonNamed,
  { changeId, by }: { changeId: string; by: string },
): Promise<FoundPerson> {
  const { store } = parts
  if (named.id !== undefined) {
    const contact = await inWorkspace(store, contacts, workspaceId).get(named.id)
    return contact ? { contactId: contact._id } : { unknown: 'id' }
  }
  if (named.externalId !== undefined) {
    const contactId = await byExternalId(store, workspaceId, named.externalId)
    return contactId === undefined ? { unknown: 'externalId' } : { contactId }
  }
  const read = await factOf(parts, workspaceId, named)
  if ('problems' in read) return read
  const key = `${workspaceId} ${Object.values(read).join()}`
  const before = making.get(key)
  if (before) {
    const found = await before
    return 'contactId' in found ? { contactId: found.contactId } : found
  }
  const found = findOrMake(parts, workspaceId, read, { changeId, by }).finally(() => making.delete(key))
  making.set(key, found)
  return found
}

type Fact = { phone: string } | { email: string }

async function factOf(
  { timeZones }: Parts,
  workspaceId: string,
  { phone, email }: PersonNamed,
): Promise<Fact | { problems: InputProblem[] }> {
  if (phone !== undefined) {
    const { country } = await timeZones.place(workspaceId)
    const read = readPhone(phone, country)
    return read
      ? { phone: read }
      : { problems: [{ path: '/phone', message: 'is no phone number; write it with its country code' }] }
  }
  const read = readEmail(email ?? '')?.toLowerCase()
  return read ? { email: read } : { problems: [{ path: '/email', message: 'is no e-mail address' }] }
}

async function findOrMake(
  parts: Parts,
  workspaceId: string,
  fact: Fact,
  { changeId, by }: { changeId: string; by: string },
): Promise<FoundPerson> {
  const [known] = await peopleBy(parts.store, workspaceId, fact)
  if (known) return { contactId: known._id }
  const contactId = `p${timeOrderedId(parts.now())}`
  const begins = {
    contactId,
    changeId,
    source: 'api' as const,
    by,
    contact: fact,
    came: { kind: 'api' as const },
    makes: true as const,
  }
  await changeContact(parts, workspaceId, begins)
  return { contactId, made: true }
}

/** What any channel of the workspace calls them. */
async function byExternalId(store: Store, workspaceId: string, externalId: string): Promise<string | undefined> {
  const ids = (await channelsOf(store, workspaceId)).map(({ _id }) => identityId(_id, externalId))
  const [found] = await inWorkspace(store, identities, workspaceId).getMany(ids)
  if (!found) return undefined
  const first = await store.collection(turns).get(turnId(found.conversationId, 1))
  return found.contactId ?? first?.state.contact.id
}
