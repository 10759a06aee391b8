import { mayGoTo } from '#schemas/secret.ts'
import { readingsOf } from './decoded.ts'

/** A secret that is to go out, and who may be told it. */
export interface OpenSecret {
  value: string
  hosts: readonly string[]
}

/** The secrets of one request. */
export interface Cargo {
  /** Whether all of them may be told to this host. */
  mayGoTo(host: string): boolean
  /** Whether one of these texts holds one of them, as it is or however it is written: in addresses, JSON, HTML, base64, hex. */
  isIn(...texts: (string | undefined)[]): boolean
  /** A text in which every one of them is `•••`: a service may repeat what it was sent. */
  takenOutOf(text: string): string
}

export function cargoOf(secrets: readonly OpenSecret[]): Cargo {
  const forms = secrets.flatMap(({ value }) => formsOf(value))
  return {
    mayGoTo: (host) => secrets.every(({ hosts }) => mayGoTo(hosts, host)),
    isIn: (...texts) => texts.some((text) => text !== undefined && placesOf(text, forms).length > 0),
    takenOutOf: (text) => without(text, placesOf(text, forms)),
  }
}

/** A way to write a secret; `around` is how many characters beside it hold bits of it too. */
interface Form {
  text: string
  around: [before: number, behind: number]
}

/** From a character of a text to the one before which it ends. */
type Place = [from: number, to: number]

/** Forms write a space as a plus: read so on both sides, any mix of the two is found. */
const folded = (text: string): string => text.replaceAll('+', ' ')

/** Shorter, it would be found where it is not meant; values have as many. */
const shortest = 6

/**
 * How a value is written by programs that repeat it. Escapes are undone in the text that is searched, so they are no forms; a value that
 * looks escaped itself is looked for undone too.
 */
function formsOf(value: string): Form[] {
  const bytes = Buffer.from(value)
  const undone = readingsOf(value).flatMap(({ text }, round) => (round === 0 || text.length >= shortest ? [text] : []))
  const hex = bytes.toString('hex')
  // Headers are read byte by byte.
  const texts = new Set([...undone, bytes.toString('latin1'), hex, hex.toUpperCase()])
  const whole = [...texts].map((text): Form => ({ text: folded(text), around: [0, 0] }))
  return [...whole, ...[0, 1, 2].flatMap((offset) => inBase64(bytes, offset))]
}

/** As base64 writes it behind `offset` bytes of something else, such as `Bearer `: what depends on the value alone. */
function inBase64(bytes: Buffer, offset: number): Form[] {
  const all = Buffer.concat([Buffer.alloc(offset), bytes])
  const bits = all.length * 8
  const around: Form['around'] = [offset === 0 ? 0 : 1, bits % 6 === 0 ? 0 : 1]
  return (['base64', 'base64url'] as const).map((alphabet) => ({
    text: folded(all.toString(alphabet).slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6))),
    around,
  }))
}

/** Where the forms stand in a text, in order, none within another. */
function placesOf(text: string, forms: readonly Form[]): Place[] {
  const places: Place[] = []
  for (const reading of readingsOf(text)) {
    const read = folded(reading.text)
    for (const { text: form, around } of forms)
      for (let from = read.indexOf(form); from !== -1; from = read.indexOf(form, from + form.length)) {
        const [before, behind] = around
        const end = from + form.length
        const to = behind > 0 && /[\w /-]/.test(read[end] ?? '"') ? end + behind : end
        const start = before > 0 && /[\w /-]/.test(read[from - 1] ?? '"') ? from - before : from
        const padding = behind > 0 ? (/^=*/.exec(read.slice(to, to + 2))?.[0].length ?? 0) : 0
        places.push([reading.at(start), reading.at(to + padding)])
      }
  }
  return merged(places.sort(([one], [other]) => one - other))
}

function merged(places: readonly Place[]): Place[] {
  const apart: Place[] = []
  for (const [from, to] of places) {
    const last = apart.at(-1)
    if (last && from < last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}

function without(text: string, places: readonly Place[]): string {
  let left = ''
  let done = 0
  for (const [from, to] of places) {
    left += `${text.slice(done, from)}•••`
    done = to
  }
  return left + text.slice(done)
}
