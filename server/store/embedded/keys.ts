import { createHash } from 'node:crypto'
import { emptyList } from '../paths.ts'

/** All keys from `low` on that are before `high`; both are of one space, that is they begin with the same collection and index. */
export interface Range {
  low: string
  high: string
  reverse: boolean
}

/**
 * Index keys as bytes whose order is the order of the values: missing and null, numbers, texts (by code point), objects,
 * booleans, as MongoDB orders them. A descending part has its bits turned over. Outside this file a key is a text with one
 * character for each byte. Keys are built one after another in one buffer: nothing here waits.
 */
const scratch = Buffer.allocUnsafeSlow(8192)
let length = 0

const tags = { emptyList: 0x08, null: 0x10, number: 0x20, text: 0x30, object: 0x40, false: 0x50, true: 0x51 } as const
/** Texts of more bytes than this are kept as their beginning and a hash: equal stays exact, order is exact up to here. */
const longText = 256
const longestId = 500
/** A text as it usually is, of ASCII and not long, stands in a key just as it is. */
const longestPlain = 80
/** A key starts with two bytes for its collection and one for its index. */
const spaceLength = 3
/** Greater than anything that follows a complete part. */
export const after = 0xff

/** Starts a key in the space of one collection's index; index 0 is the documents themselves. */
export function startKey(collection: number, index: number): void {
  scratch[0] = collection >> 8
  scratch[1] = collection & 0xff
  scratch[2] = index
  length = spaceLength
}

export function addPart(value: unknown, direction: 1 | -1): void {
  const start = length
  if (typeof value === 'string') {
    scratch[length++] = tags.text
    addText(value, longText)
  } else if (typeof value === 'number') {
    scratch[length++] = tags.number
    addNumber(value)
  } else if (value === null || value === undefined) scratch[length++] = tags.null
  else if (typeof value === 'boolean') scratch[length++] = value ? tags.true : tags.false
  else scratch[length++] = value === emptyList ? tags.emptyList : tags.object
  if (direction === -1) invert(start)
}

/** The `_id` that ends a key: no tag, it is always a text. */
export function addId(id: string, direction: 1 | -1): void {
  const start = length
  addText(id, longestId)
  if (direction === -1) invert(start)
}

export const addByte = (byte: number): void => {
  scratch[length++] = byte
}

/** The first byte of every value of this type in a field of this direction. */
export function typeByte(value: string | number, direction: 1 | -1): number {
  const tag = typeof value === 'string' ? tags.text : tags.number
  return direction === 1 ? tag : tag ^ 0xff
}

/** What is kept under a key that ends with an id: nothing, where the id stands there just as it is. */
export function besideId(id: string): string {
  if (id.length > longestPlain) return id
  for (let i = 0; i < id.length; i++) if (!isPlain(id.charCodeAt(i))) return id
  return ''
}

/** The id that ends an index's key, which has parts of these directions before it; only where nothing is kept beside it. */
export function idInKey(key: string, directions: readonly (1 | -1)[], idDirection: 1 | -1): string {
  let at = spaceLength
  for (const direction of directions) {
    const turned = direction === 1 ? 0 : 0xff
    const tag = key.charCodeAt(at) ^ turned
    if (tag === tags.text) at = key.indexOf(turned === 0 ? '\0' : '\xff', at + 1) + 1
    else at += tag === tags.number ? 9 : 1
  }
  if (idDirection === 1) return key.slice(at, -1)
  let id = ''
  for (; at < key.length - 1; at++) id += String.fromCharCode(key.charCodeAt(at) ^ 0xff)
  return id
}

export const takeKey = (): string => scratch.toString('latin1', 0, length)

/** Continues a key that was taken before. */
export function resumeKey(key: string): void {
  length = scratch.write(key, 0, 'latin1')
}

/** How LMDB is given keys. */
export const keyEncoder = {
  writeKey: (key: string, target: Buffer, at: number): number => at + target.write(key, at, 'latin1'),
  readKey: (source: Buffer, from: number, to: number): string => source.toString('latin1', from, to),
}

/** Whether a text might not be in the key as a whole: then its key is no bound to compare others with. */
export const isLongText = (value: unknown): boolean =>
  typeof value === 'string' && value.length * 6 > longText && Buffer.byteLength(value) * 2 > longText

function addText(text: string, longest: number): void {
  if (text.length > longestPlain || !addPlainText(text)) addAnyText(text, longest)
  scratch[length++] = 0
}

const isPlain = (code: number): boolean => code > 1 && code < 0x7f

/** The usual case, identifiers and instants, without a call into native code; false when it is not that. */
function addPlainText(text: string): boolean {
  let at = length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (!isPlain(code)) return false
    scratch[at++] = code
  }
  length = at
  return true
}

/** UTF-8 with 0 and 1 escaped, so that 0 can end it. */
function addAnyText(text: string, longest: number): void {
  const bytes = Buffer.from(text)
  const end = length + longest
  for (const byte of bytes) {
    if (length >= end) {
      length = end + scratch.write(createHash('sha256').update(bytes).digest('hex').slice(0, 32), end, 'latin1')
      return
    }
    if (byte < 2) {
      scratch[length++] = 1
      scratch[length++] = byte + 1
    } else scratch[length++] = byte
  }
}

function addNumber(value: number): void {
  scratch.writeDoubleBE(value === 0 ? 0 : value, length)
  if (value < 0) {
    length += 8
    invert(length - 8)
  } else {
    scratch[length] = (scratch[length] as number) | 0x80
    length += 8
  }
}

function invert(start: number): void {
  for (let at = start; at < length; at++) scratch[at] = (scratch[at] as number) ^ 0xff
}
