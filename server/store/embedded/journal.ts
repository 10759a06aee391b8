import { closeSync, constants, existsSync, fdatasync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { StoreUnavailable } from '../contract.ts'
import { FolderError } from './folder-error.ts'
import { makeDurable } from './make-durable.ts'
import type { TableWrite } from './table.ts'

/** One write as it is read back. */
export interface JournalEntry {
  table: number
  key: string
  value: string | null
}

/**
 * What was acknowledged and may not be in LMDB yet: one small flush in one place, where LMDB has to write a page here and there
 * for every key. Two files take turns; each is written over from its beginning when all of it is in LMDB, so that in the long
 * run a flush changes no file's length, which is what makes it quick. A record holds the writes of one commit, numbered without
 * gaps: a record that is torn, or older than the one before it, is where the journal ends.
 */
export class Journal {
  readonly #sync: boolean
  readonly #files: number[]
  #current = 0
  #length = 0
  #number: number
  #broken: StoreUnavailable | undefined

  /** `after`: the number of the newest record that is in LMDB; all of them are. */
  constructor(folder: string, { sync, after }: { sync: boolean; after: number }) {
    this.#sync = sync
    this.#number = after
    this.#files = journalFiles.map((name) => openSync(join(folder, name), constants.O_CREAT | constants.O_RDWR, 0o600))
    // A new file's name is durable when its folder is.
    if (sync) makeDurable(folder)
  }

  /** Bytes that are in the file in use. */
  get length(): number {
    return this.#length
  }

  /** Durable when it resolves; after a rejection nothing of it is kept. One at a time. */
  async append(writes: readonly TableWrite[]): Promise<void> {
    if (this.#broken) throw this.#broken
    const file = this.#files[this.#current] as number
    const record = encode(this.#number + 1, writes)
    try {
      for (let at = 0; at < record.length; ) at += writeSync(file, record, at, record.length - at, this.#length + at)
      if (this.#sync) await flushed(file)
    } catch (cause) {
      this.#cutBack(file, cause)
      throw cause
    }
    this.#number++
    this.#length += record.length
  }

  /** Goes on at the beginning of the other file, which must all be in LMDB. The number of the newest record before it. */
  turn(): number {
    this.#current = 1 - this.#current
    this.#length = 0
    return this.#number
  }

  close(): void {
    for (const file of this.#files) closeSync(file)
  }

  /** What was refused must not come back with the next start. */
  #cutBack(file: number, cause: unknown): void {
    try {
      ftruncateSync(file, this.#length)
      if (this.#sync) fsyncSync(file)
    } catch {
      this.#broken = new StoreUnavailable('the journal could not be written and has to be read again: restart', { cause })
    }
  }
}

/** Every write of the records after number `after`, oldest first, each with the number of its record. */
export function* readJournal(folder: string, after: number): Generator<JournalEntry & { number: number }> {
  const files = journalFiles
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => ({ file, bytes: readFileSync(file) }))
    .sort((one, other) => numberAt(one.bytes, 0) - numberAt(other.bytes, 0))
  let number = after
  const ends = new Map<string, number>()
  for (const { file, bytes } of files) {
    const first = recordAt(bytes, 0)
    if (!first || first.number > number + 1) {
      if (first) throw damaged(file, 0)
      continue
    }
    let record: RecordHead | undefined = first
    for (let expected = first.number; record?.number === expected; expected++) {
      if (record.number > number) {
        for (const entry of entriesOf(bytes, record)) yield { ...entry, number: record.number }
        number = record.number
      }
      ends.set(file, record.end)
      record = recordAt(bytes, record.end)
    }
  }
  // A crash tears the last record only: one that lies behind what cannot be read tells of a damage.
  for (const { file, bytes } of files) {
    const end = ends.get(file) ?? 0
    if (hasNewer(bytes, end, number + 1)) throw damaged(file, end)
  }
}

const damaged = (file: string, at: number): Error =>
  new FolderError(`${file} is damaged at byte ${at}: restore a backup of the data folder.`)

export const journalFiles = ['journal-1', 'journal-2']
const flushed = promisify(fdatasync)
/** Length (4 bytes) and CRC-32 (4) of what follows, then the record's number (6). */
const headLength = 14
/** Set in a table's number when the key is gone. */
const gone = 0x80

interface RecordHead {
  number: number
  from: number
  end: number
}

/** Records are made in here one after another: one is written out before the next is made. */
let scratch = Buffer.allocUnsafeSlow(64 * 1024)
/** Room for a record that was longer than most is not kept after it. */
const mostKept = 1024 * 1024

function encode(number: number, writes: readonly TableWrite[]): Buffer {
  if (scratch.length > mostKept) scratch = Buffer.allocUnsafeSlow(mostKept)
  let length = headLength
  for (const { table, key, value } of writes) {
    makeRoom(length, 7 + key.length + (value === null ? 0 : value.length * 3))
    scratch[length] = value === null ? table.number | gone : table.number
    scratch.writeUInt16BE(key.length, length + 1)
    length += 3 + scratch.write(key, length + 3, 'latin1')
    if (value === null) continue
    const bytes = typeof value === 'string' ? scratch.write(value, length + 4, 'utf8') : value.copy(scratch, length + 4)
    scratch.writeUInt32BE(bytes, length)
    length += 4 + bytes
  }
  scratch.writeUIntBE(number, 8, 6)
  scratch.writeUInt32BE(length - 8, 0)
  scratch.writeUInt32BE(crc32(scratch.subarray(8, length)), 4)
  return scratch.subarray(0, length)
}

function makeRoom(length: number, more: number): void {
  if (length + more <= scratch.length) return
  const larger = Buffer.allocUnsafeSlow(2 * (length + more))
  scratch.copy(larger, 0, 0, length)
  scratch = larger
}

/** The whole record that begins here; undefined when there is none. */
function recordAt(bytes: Buffer, at: number): RecordHead | undefined {
  const end = lengthAt(bytes, at)
  if (end === 0 || crc32(bytes.subarray(at + 8, end)) !== bytes.readUInt32BE(at + 4)) return undefined
  return { number: numberAt(bytes, at), from: at + headLength, end }
}

/** Where the record that begins here says that it ends; 0 when that cannot be. */
function lengthAt(bytes: Buffer, at: number): number {
  if (at + headLength > bytes.length) return 0
  const end = at + 8 + bytes.readUInt32BE(at)
  return end >= at + headLength && end <= bytes.length ? end : 0
}

const numberAt = (bytes: Buffer, at: number): number => (at + headLength > bytes.length ? 0 : bytes.readUIntBE(at + 8, 6))

/** Records may lie this far behind one that cannot be read: more than a journal takes between two checkpoints. */
const mostMissed = 1_000_000

/** Whether a whole record with a number greater than this begins anywhere from there on. */
function hasNewer(bytes: Buffer, from: number, number: number): boolean {
  const last = bytes.length - headLength
  // Five of the six bytes of a number are the same for a long time: most places are ruled out by the first look, and by a search for them.
  const [least, most] = [Math.floor(number / 2 ** 24), Math.floor((number + mostMissed) / 2 ** 24)]
  const first = Buffer.alloc(3)
  first.writeUIntBE(least, 0, 3)
  for (let at = from; at <= last; at++) {
    const high = (bytes[at + 8] as number) * 65_536 + (bytes[at + 9] as number) * 256 + (bytes[at + 10] as number)
    if (high < least || high > most) {
      if (least < most) continue
      const next = bytes.indexOf(first, at + 9)
      if (next === -1) return false
      at = next - 9
      continue
    }
    const found = numberAt(bytes, at)
    if (found > number && found <= number + mostMissed && recordAt(bytes, at)) return true
  }
  return false
}

function* entriesOf(bytes: Buffer, { from, end }: RecordHead): Generator<JournalEntry> {
  for (let at = from; at < end; ) {
    const first = bytes[at] as number
    const keyEnd = at + 3 + bytes.readUInt16BE(at + 1)
    const key = bytes.toString('latin1', at + 3, keyEnd)
    if (first & gone) {
      yield { table: first & ~gone, key, value: null }
      at = keyEnd
    } else {
      const valueEnd = keyEnd + 4 + bytes.readUInt32BE(keyEnd)
      yield { table: first, key, value: bytes.toString('utf8', keyEnd + 4, valueEnd) }
      at = valueEnd
    }
  }
}
