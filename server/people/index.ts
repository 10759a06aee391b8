// Contacts and by which ids they are known: what the rest of the server may use of it.
export type { ContactDoc } from './collections.ts'
export { forgetContact } from './forget-contact.ts'
export type { NewConversationId } from './identities.ts'
export { joinContact } from './join-contact.ts'
export { contactOf, contactsWith, pageOfContacts } from './known-contacts.ts'
export { people } from './people.ts'
export { projectContacts } from './project-contacts.ts'
export { remakeContact } from './remake-contact.ts'
