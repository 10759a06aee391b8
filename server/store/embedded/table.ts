import type { Database } from 'lmdb'
import type { Range } from './keys.ts'
import { type Kept, Memory } from './memory.ts'

const longText = 256
const textOf = (value: Kept): string => (typeof value === 'string' ? value : value.toString())

/** Long texts are written one behind the other into pieces of memory of this size, each gone with the last text in it. */
const pieceSize = 128 * 1024
const bytesPerUnit = 3
let piece = Buffer.alloc(0)
let used = 0

function kept(text: string): Kept {
  if (text.length < longText) return text
  const most = text.length * bytesPerUnit
  if (most > pieceSize) return Buffer.from(text)
  if (used + most > piece.length) {
    piece = Buffer.allocUnsafeSlow(pieceSize)
    used = 0
  }
  const from = used
  used += piece.write(text, from, 'utf8')
  return piece.subarray(from, used)
}

/** One write, as the journal keeps it; `before` is what memory held under the key, for taking it back. */
export interface TableWrite {
  table: Table
  key: string
  value: Kept | null
  before: Kept | null | undefined
}

/**
 * An ordered map of texts in layers: what was written lately stands before what a checkpoint is just moving to LMDB, and that
 * before LMDB. Keys are bytes, one character for each, so that texts compare as bytes do.
 */
export class Table {
  /** Told of every write. */
  readonly #wrote: (write: TableWrite) => void
  readonly #stored: Database<string, string>
  #young = new Memory()
  #settling: Memory | undefined

  constructor(
    /** In the journal's records. */
    readonly number: number,
    stored: Database<string, string>,
    wrote: (write: TableWrite) => void,
  ) {
    this.#stored = stored
    this.#wrote = wrote
  }

  /** Bytes written since the last checkpoint began, roughly. */
  get size(): number {
    return this.#young.size
  }

  get(key: string): string | undefined {
    const known = this.#lately(key)
    if (known === undefined) return this.#stored.get(key)
    return known === null ? undefined : textOf(known)
  }

  has(key: string): boolean {
    const known = this.#lately(key)
    return known === undefined ? this.#stored.doesExist(key) : known !== null
  }

  put(key: string, value: string): void {
    this.#write(key, kept(value))
  }

  remove(key: string): void {
    this.#write(key, null)
  }

  /** Takes a write back; the newest ones first. */
  takeBack({ key, before }: TableWrite): void {
    this.#young.restore(key, before)
  }

  /** What a journal says was written. */
  replay(key: string, value: string | null): void {
    this.#young.set(key, value === null ? null : kept(value))
  }

  /** Straight into LMDB, in the transaction under way there: for what is built while a store opens. */
  get stored(): Database<string, string> {
    return this.#stored
  }

  /** The entries of a range in order. Nothing may be written while they are read. */
  *range(range: Range): Generator<[key: string, value: string]> {
    const keys = this.#keysIn(range)
    const stored = this.#stored.getRange(lmdbRange(range))
    const before = range.reverse ? (one: string, other: string) => one > other : (one: string, other: string) => one < other
    let at = 0
    for (const { key, value } of stored) {
      while (at < keys.length && before(keys[at] as string, key)) {
        const lately = keys[at++] as string
        const known = this.#lately(lately)
        if (known !== null && known !== undefined) yield [lately, textOf(known)]
      }
      if (keys[at] !== key) yield [key, value]
    }
    for (; at < keys.length; at++) {
      const lately = keys[at] as string
      const known = this.#lately(lately)
      if (known !== null && known !== undefined) yield [lately, textOf(known)]
    }
  }

  /** How many entries a range has. */
  count(range: Range): number {
    let count = this.#stored.getKeysCount(lmdbRange(range))
    for (const key of this.#keysIn(range)) {
      const is = this.#lately(key) !== null
      if (is !== this.#stored.doesExist(key)) count += is ? 1 : -1
    }
    return count
  }

  /** A range in two: its beginning with so many entries of LMDB, and what is left, if anything. */
  split({ low, high }: Range, entries: number): [Range, Range | undefined] {
    const [border] = [...this.#stored.getKeys({ start: low, end: high, offset: entries, limit: 1 })]
    if (border === undefined) return [{ low, high, reverse: false }, undefined]
    return [
      { low, high: border, reverse: false },
      { low: border, high, reverse: false },
    ]
  }

  /** Sets aside what was written lately; undefined when it was nothing. One at a time: `settled` ends it. */
  setAside(): Memory | undefined {
    if (this.#young.values.size === 0) return undefined
    this.#settling = this.#young
    this.#young = new Memory()
    return this.#settling
  }

  /** What was set aside is in LMDB now. */
  settled(): void {
    this.#settling = undefined
  }

  #lately(key: string): Kept | null | undefined {
    const known = this.#young.values.get(key)
    return known === undefined ? this.#settling?.values.get(key) : known
  }

  #write(key: string, value: Kept | null): void {
    this.#wrote({ table: this, key, value, before: this.#young.set(key, value) })
  }

  /** The keys in memory, in the order of the range; each once. */
  #keysIn(range: Range): string[] {
    const young = this.#young.keysIn(range)
    const settling = this.#settling?.keysIn(range)
    const keys =
      settling && settling.length > 0 ? (young.length > 0 ? [...new Set([...young, ...settling])].sort() : settling) : young
    return range.reverse ? keys.reverse() : keys
  }
}

const lmdbRange = ({ low, high, reverse }: Range) =>
  reverse ? { start: high, end: low, reverse: true, exclusiveStart: true, inclusiveEnd: true } : { start: low, end: high }
