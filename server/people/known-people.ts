import { LRUCache } from 'lru-cache'
import type { FoldedContact } from '#schemas/contact-entry.ts'
import type { Store } from '../store/contract.ts'
import { type ContactDoc, contacts } from './collections.ts'

/** What turns read of a person. */
type Known = FoldedContact & Pick<ContactDoc, 'workspaceId' | 'head'>

const mostRemembered = 10_000

export interface KnownPeople {
  /** With whoever was found to be the same person; undefined where nothing is known. */
  get(workspaceId: string, contactId: string): FoldedContact | undefined | Promise<FoldedContact | undefined>
  /** Nobody can have told anything of them before: they are looked for when their document is there. */
  begins(contactId: string): void
  /** Something of them was changed here just now: the next turn must not wait to be told by the store. */
  forget(contactId: string): void
  close(): void
}

/**
 * What is known of the people who write, as turns read it: a person is read once, and from then on the store tells of what changes, in any
 * process. So a message of somebody known costs no read.
 */
export function knownPeople(store: Store): KnownPeople {
  const docs = store.collection(contacts)
  const known = new LRUCache<string, Known>({ max: mostRemembered })
  const beginning = new LRUCache<string, true>({ max: mostRemembered })
  const reading = new Map<string, Promise<Known | undefined>>()
  const forget = (id: string): void => {
    known.delete(id)
    reading.delete(id)
  }
  const close = docs.subscribe(
    ({ id, doc }) => {
      forget(id)
      beginning.delete(id)
      if (doc) known.set(id, knownOf(doc))
    },
    () => {
      known.clear()
      reading.clear()
      beginning.clear()
    },
  )

  function find(id: string): Known | undefined | Promise<Known | undefined> {
    const found = known.get(id)
    if (found || beginning.has(id)) return found
    return reading.get(id) ?? read(id)
  }

  /** Once for all who ask meanwhile; what changes meanwhile may be newer than it. */
  function read(id: string): Promise<Known | undefined> {
    const made: Promise<Known | undefined> = docs
      .get(id)
      .then((doc) => {
        if (!doc) return undefined
        const found = knownOf(doc)
        if (reading.get(id) === made) known.set(id, found)
        return found
      })
      .finally(() => {
        if (reading.get(id) === made) reading.delete(id)
      })
    reading.set(id, made)
    return made
  }

  const inPlace = (workspaceId: string, one: Known | undefined): Known | undefined =>
    one?.workspaceId === workspaceId ? one : undefined

  return {
    get(workspaceId, contactId) {
      const own = find(contactId)
      if (own instanceof Promise || own?.head !== undefined)
        return (async () => {
          const found = inPlace(workspaceId, await own)
          return found?.head === undefined ? found : inPlace(workspaceId, await find(found.head))
        })()
      return inPlace(workspaceId, own)
    },
    begins: (contactId) => void beginning.set(contactId, true),
    forget,
    close,
  }
}

/** Without what only lists read. */
function knownOf({ _id, keys, finds, sortName, members, alone, ...known }: ContactDoc): Known {
  return known
}
