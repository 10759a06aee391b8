import type { Encoding, Separator } from '#schemas/people-file.ts'

/** How the bytes of a file are to be read. */
export interface FileFormat {
  encoding: Encoding
  separator: Separator
}

/** Reads bytes as text; throws where they are not of this encoding. What stands at the beginning of a file is not taken away. */
export function textIn(encoding: Encoding, bytes: Uint8Array): string {
  let decoder = decoders.get(encoding)
  if (!decoder) {
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
    decoders.set(encoding, decoder)
  }
  return decoder.decode(bytes)
}
const decoders = new Map<Encoding, TextDecoder>()

/** How many bytes the mark takes by which a file says how it is encoded. */
export function markLength(encoding: Encoding, bytes: Uint8Array): number {
  const mark = marks[encoding] ?? []
  return mark.length > 0 && mark.every((byte, i) => bytes[i] === byte) ? mark.length : 0
}

export const marks: Partial<Record<Encoding, readonly number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
  gb18030: [0x84, 0x31, 0x95, 0x33],
}
