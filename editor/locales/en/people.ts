import broadcasts from './broadcasts.json'
import contacts from './contacts.json'
import imports from './imports.json'
import segments from './segments.json'

/** What the pages of people, and of what is sent to them, say: nobody else loads it. */
export const words = { contacts, segments, broadcasts, imports }
