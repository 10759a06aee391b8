import type { Collection, Stored } from './contract.ts'

/** What was made of documents, remembered until one of them changes, in this process or (told by the store) in another. */
export interface Remembered<V> {
  get(key: string): V | Promise<V>
  /** Something changed here just now: who asks next must not wait to be told by the store. */
  forget(key: string): void
  forgetAll(): void
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
  const reading = new Map<string, Promise<V>>()
  const forget = (key: string): void => {
    known.delete(key)
    reading.delete(key)
  }
  const forgetAll = (): void => {
    known.clear()
    reading.clear()
  }
  const close = docs.subscribe((change) => {
    const key = keyOf(change)
    if (key === undefined) forgetAll()
    else forget(key)
  }, forgetAll)
  /** Once for all who ask meanwhile. */
  const read = (key: string): Promise<V> => {
    const made: Promise<V> = load(key)
      .then((value) => {
        // What changed meanwhile may be older in it.
        if (isNewest() && value !== undefined) known.set(key, value)
        return value
      })
      .finally(() => {
        if (isNewest()) reading.delete(key)
      })
    const isNewest = (): boolean => reading.get(key) === made
    reading.set(key, made)
    return made
  }
  const get = (key: string): V | Promise<V> => {
    const value = known.get(key)
    // That there is nothing, as null, is known too.
    return value === undefined ? (reading.get(key) ?? read(key)) : value
  }
  return { get, forget, forgetAll, close }
}
