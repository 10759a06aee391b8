/** Deeper than any value a flow works with, and far from what overflows a stack. */
const deepest = 40

/**
 * What a value weighs when it is kept: bytes of its texts in UTF-8 and some for each part. `Infinity` for what is nested too deeply
 * to be kept at all. Stops counting soon after `most`, so hostile values cost no more than large ones.
 */
export function weightOf(value: unknown, most = Number.POSITIVE_INFINITY, depth = 0): number {
  if (typeof value === 'string') return bytesOf(value, most)
  if (typeof value !== 'object' || value === null) return 8
  if (depth >= deepest) return Number.POSITIVE_INFINITY
  let weight = 8
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key]
    if (part === undefined) continue
    weight += Array.isArray(value) ? 0 : key.length
    weight += weightOf(part, most - weight, depth + 1)
    if (weight > most) break
  }
  return weight
}

/** Halves of a pair count two each. */
function bytesOf(text: string, most: number): number {
  if (text.length > most) return text.length
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2
  }
  return bytes
}
