// Contacts and by which ids they are known: what the rest of the server may use of it.
export { contacts, identities } from './collections.ts'
export { type Identities, startIdentities } from './identities.ts'
export { projectContacts } from './project-contacts.ts'
