import contacts from './contacts.json'

/** What people's pages say: nobody else loads it. */
export const words = { contacts }
