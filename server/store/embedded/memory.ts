import type { Range } from './keys.ts'

/**
 * A text as it waits in memory: a long one as bytes, because that is how the journal and LMDB will want it, and because a heap full
 * of long texts is what garbage collection takes its time for.
 */
export type Kept = string | Buffer

/**
 * What was written since the last checkpoint: the newest value under each key, null for what is gone. Keys are put in order when
 * somebody asks for a range, and only those of the space asked for.
 */
export class Memory {
  readonly values = new Map<string, Kept | null>()
  /** Roughly, in bytes. */
  size = 0
  #spaces = new Map<number, Keys>()

  /** What was under the key before; undefined when nothing was. */
  set(key: string, value: Kept | null): Kept | null | undefined {
    const before = this.values.get(key)
    this.values.set(key, value)
    this.size += (value === null ? 0 : value.length) - (before ? before.length : 0)
    if (before !== undefined) return before
    this.size += key.length + perKey
    const space = spaceOf(key)
    const keys = this.#spaces.get(space)
    if (keys) keys.fresh.push(key)
    else this.#spaces.set(space, { sorted: [], fresh: [key] })
    return undefined
  }

  /** Takes back a `set`: what was under the key before it, undefined when nothing was. */
  restore(key: string, before: Kept | null | undefined): void {
    if (before !== undefined) {
      this.set(key, before)
      return
    }
    this.size -= key.length + perKey + (this.values.get(key)?.length ?? 0)
    this.values.delete(key)
    const keys = this.#spaces.get(spaceOf(key)) as Keys
    keys.sorted = keys.sorted.filter((other) => other !== key)
    keys.fresh = keys.fresh.filter((other) => other !== key)
  }

  /** The keys of a range in order, also those of what is gone. */
  keysIn({ low, high }: Range): string[] {
    const keys = this.#spaces.get(spaceOf(low))
    if (!keys) return none
    tidy(keys)
    return keys.sorted.slice(firstFrom(keys.sorted, low), firstFrom(keys.sorted, high))
  }

  /** Every key with its value, space by space, in order. */
  *inOrder(): Generator<[key: string, value: Kept | null]> {
    for (const keys of this.#spaces.values()) {
      tidy(keys)
      for (const key of keys.sorted) yield [key, this.values.get(key) as Kept | null]
    }
  }
}

interface Keys {
  sorted: string[]
  fresh: string[]
}

/** A key starts with the numbers of its collection and index; no range reaches over two of them. */
const spaceOf = (key: string): number => (key.charCodeAt(0) << 16) | (key.charCodeAt(1) << 8) | key.charCodeAt(2)
const perKey = 64
const fewKeys = 16
const none: string[] = []

function tidy(keys: Keys): void {
  const { sorted, fresh } = keys
  if (fresh.length === 0) return
  keys.fresh = []
  if (fresh.length <= fewKeys) for (const key of fresh) sorted.splice(firstFrom(sorted, key), 0, key)
  else keys.sorted = merged(sorted, fresh.sort())
}

function merged(one: string[], other: string[]): string[] {
  const all: string[] = []
  let at = 0
  for (const key of other) {
    while (at < one.length && (one[at] as string) < key) all.push(one[at++] as string)
    all.push(key)
  }
  while (at < one.length) all.push(one[at++] as string)
  return all
}

/** The position of the first key that is not before `key`. */
function firstFrom(sorted: string[], key: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}
