import { isUtf8 } from 'node:buffer'
import { type Encoding, type Separator, separators } from '#schemas/people-file.ts'
import { markLength, marks, textIn } from './file-format.ts'
import { type FileRecord, readRecord } from './read-record.ts'

/** No file has it: a line is read as one cell. */
const noSeparator = '\0' as Separator

/** How a file is encoded, by its beginning: by its mark, else by what its bytes can be and most likely are. */
export function recogniseEncoding(bytes: Uint8Array, isWhole: boolean): Encoding {
  for (const encoding of Object.keys(marks) as Encoding[]) if (markLength(encoding, bytes) > 0) return encoding
  const wide = wideIn(bytes)
  if (wide) return wide
  const part = isWhole ? bytes : untilLastLine(bytes)
  if (isUtf8(part)) return 'utf-8'
  const chinese = chineseIn(part)
  const arabic = arabicIn(part)
  if (chinese > 0.6 || (chinese > 0 && chinese >= arabic)) return 'gb18030'
  return arabic > 0.6 ? 'windows-1256' : 'utf-8'
}

/** Signs of ASCII, which every file of ours has (line ends, separators), are zero in every other byte of UTF-16. */
function wideIn(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0]
  for (let i = 0; i < Math.min(bytes.length, 4096); i++) if (bytes[i] === 0) (zeros[i % 2] as number)++
  const [even = 0, odd = 0] = zeros
  if (even + odd === 0) return undefined
  if (odd > even * 4) return 'utf-16le'
  return even > odd * 4 ? 'utf-16be' : undefined
}

function untilLastLine(bytes: Uint8Array): Uint8Array {
  const last = bytes.lastIndexOf(0x0a)
  return last < 0 ? bytes : bytes.subarray(0, last + 1)
}

/** The share of what is not ASCII that is punctuation or one of the 3,755 usual characters of Chinese; 0 when it is not GB18030. */
function chineseIn(bytes: Uint8Array): number {
  try {
    textIn('gb18030', bytes)
  } catch {
    return 0
  }
  let [usual, all] = [0, 0]
  for (let i = 0; i < bytes.length; i++) {
    const [first = 0, second = 0] = [bytes[i], bytes[i + 1]]
    if (first < 0x81) continue
    all++
    if (second >= 0xa1 && ((first >= 0xa1 && first <= 0xa3) || (first >= 0xb0 && first <= 0xd7))) usual++
    i += second >= 0x30 && second <= 0x39 ? 3 : 1
  }
  return all === 0 ? 0 : usual / all
}

/** The share of what is not ASCII that is a letter or sign of Arabic in Windows-1256. */
function arabicIn(bytes: Uint8Array): number {
  let [arabic, all] = [0, 0]
  for (const byte of bytes) {
    if (byte < 0x80) continue
    all++
    if (arabicSigns.has(byte)) arabic++
  }
  return all === 0 ? 0 : arabic / all
}
const arabicSigns: ReadonlySet<number> = new Set(
  Array.from({ length: 128 }, (_, i) => 128 + i).filter((byte) =>
    /[\u0600-\u06ff،؛؟ـ]/.test(textIn('windows-1256', Uint8Array.of(byte))),
  ),
)

/** Records of the beginning of a file: as many as fit, at most `most`. */
export function firstRecords(
  bytes: Uint8Array,
  encoding: Encoding,
  separator: Separator,
  isWhole: boolean,
  most: number,
): FileRecord[] {
  const records: FileRecord[] = []
  for (let at = startOf(encoding, bytes); at < bytes.length && records.length < most; ) {
    const record = readRecord(bytes, at, { encoding, separator }, isWhole)
    if (!record) break
    if (!isBlank(record)) records.push(record)
    at = record.next
  }
  return records
}

/** Where the first record begins: behind the mark of the encoding, and behind the line by which Excel is told the separator. */
export function startOf(encoding: Encoding, bytes: Uint8Array): number {
  const at = markLength(encoding, bytes)
  const first = readRecord(bytes, at, { encoding, separator: noSeparator }, true)
  return first && toldSeparator(first.cells[0] ?? '') ? first.next : at
}

export const isBlank = ({ flaw, cells }: FileRecord): boolean => !flaw && cells.every((cell) => cell.trim() === '')

const toldSeparator = (line: string): Separator | undefined => {
  const told = /^"?sep=(.)"?$/.exec(line)?.[1]
  return separators.find((separator) => separator === told)
}

/** What separates the columns: what Excel is told, else what gives most rows the same number of columns, more than one. */
export function recogniseSeparator(bytes: Uint8Array, encoding: Encoding, isWhole: boolean): Separator {
  const first = readRecord(bytes, markLength(encoding, bytes), { encoding, separator: noSeparator }, true)
  const told = toldSeparator(first?.cells[0] ?? '')
  if (told) return told
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    const widths = firstRecords(bytes, encoding, separator, isWhole, 50)
      .filter(({ flaw }) => !flaw)
      .map(({ cells }) => cells.length)
    const width = widths[0] ?? 1
    if (width < 2) continue
    const score = widths.filter((one) => one === width).length / widths.length + width / 1000
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}
