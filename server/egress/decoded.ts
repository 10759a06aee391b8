/** A text with its escapes undone, and where in the first text each of its characters begins; its length leads to the first one's end. */
export interface Reading {
  text: string
  at(index: number): number
}

/** Escapes within escapes, such as JSON in an address in JSON: how deep they are looked at. */
const rounds = 3

/** Longest first: the bytes of one character, `\u002B`, `\/`, `&#39;`, `&quot;`. */
const escaped =
  /%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}|%[\da-f]{2}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\[\\/"'bfnrt]|&#\d{1,7};?|&#x[\da-f]{1,6};?|&(?:amp|lt|gt|quot|apos|plus|sol|nbsp);/gi

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  plus: '+',
  sol: '/',
  nbsp: ' ',
}
const control: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** The text as it is, and with the escapes of addresses, JSON and HTML undone, however they are mixed: once, twice, thrice. */
export function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [{ text, at: (index) => index }]
  while (readings.length <= rounds) {
    const next = undone(readings.at(-1) as Reading)
    if (!next) break
    readings.push(next)
  }
  return readings
}

/** Undefined where there is nothing to undo. */
function undone({ text, at }: Reading): Reading | undefined {
  const starts = new Uint32Array(text.length + 1)
  const pieces: string[] = []
  let length = 0
  let from = 0
  const keep = (until: number) => {
    pieces.push(text.slice(from, until))
    for (; from < until; from += 1) starts[length++] = at(from)
  }
  for (const { 0: code, index } of text.matchAll(escaped)) {
    keep(index)
    const meant = meantBy(code)
    pieces.push(meant)
    for (let unit = 0; unit < meant.length; unit += 1) starts[length++] = at(index)
    from = index + code.length
  }
  if (from === 0) return undefined
  keep(text.length)
  starts[length] = at(text.length)
  return { text: pieces.join(''), at: (index) => starts[index] as number }
}

function meantBy(code: string): string {
  if (code.startsWith('%')) return code.length === 3 ? unit(code.slice(1)) : bytes(code)
  if (code.startsWith('\\')) return /^\\[ux]./i.test(code) ? unit(code.slice(2)) : (control[code[1] as string] ?? code.slice(1))
  if (!code.startsWith('&#')) return named[code.slice(1, -1).toLowerCase()] ?? code
  const point = /^&#x/i.test(code) ? Number.parseInt(code.slice(3), 16) : Number.parseInt(code.slice(2), 10)
  return point <= 0x10ffff ? String.fromCodePoint(point) : code
}

const unit = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16))

/** Bytes that are no UTF-8 stay as they are. */
function bytes(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}
