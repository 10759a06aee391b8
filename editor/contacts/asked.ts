import type { ContactsAsked } from '../api/contacts.ts'

const own = ['q', 'tag', 'stage', 'channel', 'language', 'sort']

/** What the list's address asks for; whatever else stands there is nobody's. */
export const askedIn = (search: URLSearchParams): ContactsAsked =>
  Object.fromEntries([...search].filter(([name, value]) => value !== '' && (own.includes(name) || name.startsWith('field.'))))

export type SetSearch = (change: (before: URLSearchParams) => URLSearchParams, how: { replace: true }) => void

/** Puts one thing that is looked for into the address, where it is there again after going back, or takes it out. */
export const look = (setSearch: SetSearch, name: string, value: string | null | undefined): void =>
  setSearch(
    (before) => {
      if (value) before.set(name, value)
      else before.delete(name)
      return before
    },
    { replace: true },
  )
