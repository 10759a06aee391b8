import type { Encoding } from '#schemas/people-file.ts'
import { type FileFormat, textIn } from './file-format.ts'

/** One row of a file. */
export interface FileRecord {
  /** Why its cells cannot be told; they are those of its first line then, as far as they can be read. */
  flaw?: 'quote' | 'encoding' | 'too-long'
  cells: string[]
  /** Where the next one begins, in bytes from the beginning of what was given. */
  next: number
  /** How many lines it takes. */
  lines: number
  /** Its line goes on behind what was given: the next record begins after its end. */
  open?: true
}

/** A cell that goes on for longer was never closed. */
const mostLines = 200
export const mostRecordBytes = 1024 * 1024

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Reads the record that begins at byte `at` of a part of a file; undefined when the part ends before it does, and the file goes on
 * (`isEnd` says that it does not). What cannot be a record is the line alone in which it begins: the next one is tried by itself, so one
 * quote that is not closed costs one row.
 *
 * It is told by bytes, so that a place in a file is a number whatever it is encoded in: signs are bytes, or pairs of them, of which none
 * is a part of another letter, but in GB18030, where what follows a letter's first byte is skipped.
 */
export function readRecord(
  bytes: Uint8Array,
  at: number,
  { encoding, separator }: FileFormat,
  isEnd: boolean,
): FileRecord | undefined {
  const units = unitsOf(encoding)
  const { width, high } = units
  const comma = separator.charCodeAt(0)
  const isGb = encoding === 'gb18030'
  const unit = (i: number): number =>
    width === 1 ? (bytes[i] as number) : (bytes[i + high] as number) * 256 + (bytes[i + 1 - high] as number)
  const end = bytes.length - (bytes.length % width)
  const step = (i: number, sign: number): number => (isGb && sign >= 0x81 ? i + gbLength(bytes, i) : i + width)

  const found: [from: number, to: number, isQuoted: boolean][] = []
  let lines = 1
  let i = at
  for (;;) {
    // A cell begins.
    const isQuoted = i < end && unit(i) === quote
    let from = i
    let to: number
    if (isQuoted) {
      from = i += width
      for (;;) {
        if (i >= end) return isEnd || i - at > mostRecordBytes ? flawed('quote') : undefined
        const sign = unit(i)
        if (sign === quote) {
          if (i + width >= end && !isEnd) return undefined
          if (i + width >= end || unit(i + width) !== quote) break
          i += width
        } else if (sign === lineFeed && (++lines > mostLines || i - at > mostRecordBytes)) return flawed('quote')
        i = step(i, sign)
      }
      to = i
      i += width
      while (i < end && (unit(i) === 0x20 || (unit(i) === 0x09 && comma !== 0x09))) i += width
      if (i < end && unit(i) !== comma && unit(i) !== lineFeed && unit(i) !== carriageReturn) return flawed('quote')
    } else {
      while (i < end) {
        const sign = unit(i)
        if (sign === comma || sign === lineFeed || sign === carriageReturn) break
        i = step(i, sign)
      }
      to = Math.min(i, end)
    }
    found.push([from, to, isQuoted])
    if (i >= end) {
      if (!isEnd && i - at <= mostRecordBytes) return undefined
      if (!isEnd) return flawed('too-long')
      return whole(bytes.length)
    }
    if (unit(i) === comma) {
      i += width
      continue
    }
    // A line feed that follows belongs to it: whether one does must be seen.
    if (unit(i) === carriageReturn) {
      if (i + width >= end && !isEnd) return undefined
      if (i + width < end && unit(i + width) === lineFeed) i += width
    }
    return i - at > mostRecordBytes ? flawed('too-long') : whole(i + width)
  }

  function whole(next: number): FileRecord {
    try {
      return { cells: found.map(([from, to, isQuoted]) => textOf(from, to, isQuoted)), next, lines }
    } catch {
      return flawed('encoding')
    }
  }

  function textOf(from: number, to: number, isQuoted: boolean): string {
    const text = textIn(encoding, bytes.subarray(from, to))
    return isQuoted && text.includes('""') ? text.replaceAll('""', '"') : text
  }

  function flawed(flaw: NonNullable<FileRecord['flaw']>): FileRecord {
    let to = at
    while (to < end && unit(to) !== lineFeed && unit(to) !== carriageReturn) to = step(to, unit(to))
    let next = to + width
    if (to < end && unit(to) === carriageReturn && next < end && unit(next) === lineFeed) next += width
    const shown = units.lenient.decode(bytes.subarray(at, Math.min(to, at + mostShown)))
    const open = to >= end && !isEnd ? { open: true as const } : {}
    return { flaw, cells: shown.split(separator), next: Math.min(next, bytes.length), lines: 1, ...open }
  }
}

/** Where the line that a part of a file begins in is over; undefined when it goes on behind the part. */
export function endOfLine(bytes: Uint8Array, encoding: Encoding): number | undefined {
  const { width, high } = unitsOf(encoding)
  for (let i = 0; i + width <= bytes.length; i += width) {
    const sign = width === 1 ? (bytes[i] as number) : (bytes[i + high] as number) * 256 + (bytes[i + 1 - high] as number)
    if (sign === lineFeed || sign === carriageReturn) return i + width
  }
  return undefined
}

/** So much of a line that cannot be read is shown. */
const mostShown = 2000

/** A letter of GB18030 that is no ASCII takes two bytes, or four when a digit follows the first. */
const gbLength = (bytes: Uint8Array, i: number): number => {
  const second = bytes[i + 1] ?? 0
  if (second >= 0x30 && second <= 0x39) return 4
  // Not of this encoding: the sign that follows is one of its own.
  return second >= 0x40 ? 2 : 1
}

interface Units {
  width: 1 | 2
  /** Which byte of a unit is the higher one. */
  high: 0 | 1
  lenient: TextDecoder
}

const unitsOf = (encoding: Encoding): Units => {
  let units = known.get(encoding)
  if (!units) {
    units = {
      width: encoding.startsWith('utf-16') ? 2 : 1,
      high: encoding === 'utf-16le' ? 1 : 0,
      lenient: new TextDecoder(encoding, { ignoreBOM: true }),
    }
    known.set(encoding, units)
  }
  return units
}
const known = new Map<Encoding, Units>()
