// Contacts and by which ids they are known: what the rest of the server may use of it.

export { changeContacts } from './change-contact.ts'
export { changePeople } from './change-people.ts'
export type { ContactDoc } from './collections.ts'
export { confirmCodes } from './confirm-codes.ts'
export { fieldsOf, stagesOf } from './contact-fields.ts'
export { contactsOf } from './contacts-of.ts'
export { eraseContacts, linkedConversations, whatIsKnownOf } from './erase-contacts.ts'
export { nameExternally, type PersonKeys, peopleBy } from './find-people.ts'
export { findOrMakePerson } from './find-person.ts'
export { startFinishingChanges } from './finish-changes.ts'
export { forgetContact } from './forget-contact.ts'
export { foundBy } from './found-by.ts'
export type { NewConversationId } from './identities.ts'
export { joinContact } from './join-contact.ts'
export { contactOf, contactsWith, pageOfContacts } from './known-contacts.ts'
export { groupOf, headOf } from './page-of.ts'
export { type Mark, people } from './people.ts'
export { purposesOf, readPrivacy } from './privacy.ts'
export { projectContacts } from './project-contacts.ts'
export { recordConsent } from './record-consent.ts'
export { remakeContact } from './remake-contact.ts'
export { restrictContact } from './restrict-contact.ts'
export { recountEvents, seeEvent } from './see-event.ts'
export { pageNamed } from './seen-page.ts'
export {
  contactsOfPerson,
  countPeople,
  isKnown,
  namedOfPeople,
  pageOfChanged,
  pageOfPeople,
  peopleOf,
  personOf,
  sortedOut,
} from './segment-people.ts'
export { stopAddresses, stoppedSince } from './stop-list.ts'
export { takeBackChanges } from './take-back-changes.ts'
