import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { StoreUnavailable } from '../contract.ts'
import type { TableWrite } from './table.ts'

/** One write as it is read back. */
export interface JournalEntry {
  table: number
  key: string
  value: string | null
}

/**
 * What was acknowledged and may not be in LMDB yet, in files that are only ever appended to: one small flush in one place, where
 * LMDB has to write a page here and there for every key. A record holds the writes of one commit: its length and CRC-32, then
 * table, key and value one after another. What a crash cut off in the middle is the end of the last file.
 */
export class Journal {
  readonly #folder: string
  readonly #sync: boolean
  #number: number
  #file: number
  #length = 0
  #broken: StoreUnavailable | undefined

  constructor(folder: string, options: { sync: boolean }) {
    this.#folder = folder
    this.#sync = options.sync
    this.#number = (numbersIn(folder).at(-1) ?? 0) + 1
    this.#file = this.#create(this.#number)
  }

  /** Bytes in the file that is written now. */
  get length(): number {
    return this.#length
  }

  /** Durable when it resolves; after a rejection nothing of it is kept. One at a time. */
  async append(writes: readonly TableWrite[]): Promise<void> {
    if (this.#broken) throw this.#broken
    const record = encode(writes)
    try {
      for (let at = 0; at < record.length; ) at += writeSync(this.#file, record, at, record.length - at, this.#length + at)
      if (this.#sync) await flushed(this.#file)
      this.#length += record.length
    } catch (cause) {
      this.#cutBack(cause)
      throw new StoreUnavailable('the data folder could not be written', { cause })
    }
  }

  /** Goes on in a new file. The number of the file before it. */
  next(): number {
    const file = this.#create(this.#number + 1)
    closeSync(this.#file)
    this.#file = file
    this.#length = 0
    return this.#number++
  }

  close(): void {
    closeSync(this.#file)
  }

  #create(number: number): number {
    const file = openSync(join(this.#folder, nameOf(number)), 'wx')
    if (this.#sync) syncFolder(this.#folder)
    return file
  }

  /** What was refused must not come back with the next start. */
  #cutBack(cause: unknown): void {
    try {
      ftruncateSync(this.#file, this.#length)
      if (this.#sync) fsyncSync(this.#file)
    } catch {
      this.#broken = new StoreUnavailable('the journal could not be written and has to be read again: restart', { cause })
    }
  }
}

/** Every write that is in the journal's files, oldest first. */
export function* readJournal(folder: string): Generator<JournalEntry> {
  const numbers = numbersIn(folder)
  for (const number of numbers) {
    const file = join(folder, nameOf(number))
    const bytes = readFileSync(file)
    let at = 0
    for (let end = endOf(bytes, at); end > 0; end = endOf(bytes, at)) {
      yield* decode(bytes, at + headLength, end)
      at = end
    }
    // Nothing was written to a later file before this one was whole.
    if (at < bytes.length && number !== numbers.at(-1)) throw new Error(`${file} is damaged at byte ${at}: restore a backup`)
  }
}

/** Removes the files up to a number: all of it is in LMDB. */
export function dropJournal(folder: string, upTo: number): void {
  for (const number of numbersIn(folder)) if (number <= upTo) rmSync(join(folder, nameOf(number)), { force: true })
}

const flushed = promisify(fdatasync)
const headLength = 8
/** Set in a table's number when the key is gone. */
const gone = 0x80

const nameOf = (number: number): string => `journal-${String(number).padStart(10, '0')}`

export function numbersIn(folder: string): number[] {
  const numbers = readdirSync(folder).flatMap((name) => /^journal-(\d{10})$/.exec(name)?.[1] ?? [])
  return numbers.map(Number).sort((one, other) => one - other)
}

/** Records are made in here one after another: one is written out before the next is made. */
let scratch = Buffer.allocUnsafeSlow(64 * 1024)

function encode(writes: readonly TableWrite[]): Buffer {
  let length = headLength
  for (const { table, key, value } of writes) {
    makeRoom(length, 7 + key.length + (value === null ? 0 : value.length * 3))
    scratch[length] = value === null ? table.number | gone : table.number
    scratch.writeUInt16BE(key.length, length + 1)
    length += 3 + scratch.write(key, length + 3, 'latin1')
    if (value === null) continue
    const bytes = scratch.write(value, length + 4, 'utf8')
    scratch.writeUInt32BE(bytes, length)
    length += 4 + bytes
  }
  scratch.writeUInt32BE(length - headLength, 0)
  scratch.writeUInt32BE(crc32(scratch.subarray(headLength, length)), 4)
  return scratch.subarray(0, length)
}

function makeRoom(length: number, more: number): void {
  if (length + more <= scratch.length) return
  const larger = Buffer.allocUnsafeSlow(2 * (length + more))
  scratch.copy(larger, 0, 0, length)
  scratch = larger
}

/** Where the record that begins here ends; 0 when there is no whole one. */
function endOf(bytes: Buffer, at: number): number {
  if (at + headLength > bytes.length) return 0
  const end = at + headLength + bytes.readUInt32BE(at)
  if (end > bytes.length) return 0
  return crc32(bytes.subarray(at + headLength, end)) === bytes.readUInt32BE(at + 4) ? end : 0
}

function* decode(bytes: Buffer, from: number, to: number): Generator<JournalEntry> {
  for (let at = from; at < to; ) {
    const first = bytes[at] as number
    const keyEnd = at + 3 + bytes.readUInt16BE(at + 1)
    const key = bytes.toString('latin1', at + 3, keyEnd)
    if (first & gone) {
      yield { table: first & ~gone, key, value: null }
      at = keyEnd
    } else {
      const end = keyEnd + 4 + bytes.readUInt32BE(keyEnd)
      yield { table: first, key, value: bytes.toString('utf8', keyEnd + 4, end) }
      at = end
    }
  }
}

/** A new file's name is durable when its folder is. Windows does this by itself, and cannot be asked to. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
