import { LRUCache } from 'lru-cache'
import { type Inside, insideOf, portOf } from '#schemas/leads-inside.ts'
import { EgressError } from './error.ts'

export interface Guard extends Pick<Inside, 'isAllowed' | 'mayReach'> {
  /** The URL when it may be called; throws `EgressError` otherwise. What its name resolves to is checked when connecting. */
  check(url: string, base?: URL): URL
  /** Throws `EgressError` when a mail server may not be connected to by this name on this port, as far as that tells. */
  checkMail(hostname: string, port: number): void
}

/** `allowPrivate`: the inner places an installation may call. */
export function makeGuard(allowPrivate: string[]): Guard {
  const inside = insideOf(allowPrivate)
  /** The same places are called again and again, and what the text of one tells never changes. */
  const judged = new LRUCache<string, { refused: ReturnType<Inside['refusal']> }>({ max: 1_000 })
  const check = (text: string, base?: URL): URL => {
    // Parsing is the browser's: it folds decimal, octal, hex and short IPv4 forms, wide digits and dots into one.
    if (!URL.canParse(text, base)) throw new EgressError('bad-url')
    const url = new URL(text, base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new EgressError('scheme')
    if (url.username || url.password) throw new EgressError('credentials')
    const place = `${url.hostname}:${portOf(url)}`
    const known = judged.get(place)
    const refused = known ? known.refused : inside.refusal(url)
    if (!known) judged.set(place, { refused })
    if (refused) throw new EgressError(refused)
    return url
  }
  const checkMail = (hostname: string, port: number): void => {
    if (!mailPorts.has(port) && !(port >= 1024 && port <= 65_535)) throw new EgressError('port')
    if (inside.refusalOf(hostname, String(port))) throw new EgressError('private-address')
  }
  return { check, checkMail, isAllowed: inside.isAllowed, mayReach: inside.mayReach }
}

/** SMTP between servers, submission with and without implicit TLS (RFC 8314), IMAP without and with. */
const mailPorts = new Set([25, 465, 587, 143, 993])
