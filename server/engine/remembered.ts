import type { Collection, Stored } from '../store/contract.ts'

/** What was made of documents, remembered until one of them changes, in this process or (told by the store) in another. */
export interface Remembered<V> {
  get(key: string): V | Promise<V>
  /** Something changed here just now: who asks next must not wait to be told by the store. */
  forget(key: string): void
  close(): void
}

/**
 * `load` makes it; undefined is not remembered. `keyOf` says what a change may have changed, undefined when that may be everything;
 * unless given it is what is remembered under the document's id.
 */
export function remembered<T extends Stored, V>(
  docs: Collection<T>,
  load: (key: string) => Promise<V>,
  keyOf: (change: { id: string; doc: T | null }) => string | undefined = ({ id }) => id,
): Remembered<V> {
  const known = new Map<string, V>()
  let changes = 0
  const forget = (key: string): void => {
    changes++
    known.delete(key)
  }
  const forgetAll = (): void => {
    changes++
    known.clear()
  }
  const close = docs.subscribe((change) => {
    const key = keyOf(change)
    if (key === undefined) forgetAll()
    else forget(key)
  }, forgetAll)
  const read = async (key: string): Promise<V> => {
    const began = changes
    const made = await load(key)
    // What changed meanwhile may be older in it.
    if (made !== undefined && began === changes) known.set(key, made)
    return made
  }
  return { get: (key) => known.get(key) ?? read(key), forget, close }
}
