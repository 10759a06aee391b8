import { jobKind } from '../jobs/job-kind.ts'
import { changeContacts, type PersonChange } from './change-contact.ts'

/** The same change of many people. */
export interface ManyPeople {
  contactIds: string[]
  change: Pick<PersonChange, 'contact' | 'fields' | 'tags' | 'source' | 'by'>
}

const chunk = 100

/** Changes many people, each once, whatever is cut off; whoever is not there is left out. Reports `changed`. */
export const changePeople = jobKind<ManyPeople>({
  kind: 'change-people',
  cancellable: true,
  async step(engine, { _id, workspaceId, input, cursor = '0', createdAt }) {
    const at = Number(cursor)
    const some = input.contactIds.slice(at, at + chunk)
    const changes = some.map((contactId) => ({ contactId, changeId: _id, at: createdAt, ...input.change }))
    const changed = (await changeContacts(engine, workspaceId, changes)).filter((contact) => contact !== null).length
    for (const contactId of some) engine.people.forgetKnown(contactId)
    const next = at + some.length
    const over = next >= input.contactIds.length
    return { done: some.length, report: { changed }, cursor: String(next), ...(over ? {} : { againInMs: 0 }) }
  },
})
