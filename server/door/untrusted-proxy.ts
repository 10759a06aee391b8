import type { Logger } from 'pino'
import { isPublic } from '#schemas/public-address.ts'
import type { Notices } from '../notices.ts'

/**
 * Says once that somebody speaks for others who is not trusted: most often the operator's own proxy, whose senders then look like one.
 * An address inside is told; one on the internet may be anybody's, and is not.
 */
export function tellOfUntrustedProxy({ log, notices }: { log: Logger; notices: Notices }): (address: string) => void {
  const told = new Set<'inside' | 'outside'>()
  return (address) => {
    const where = isPublic(address) ? 'outside' : 'inside'
    if (told.has(where)) return
    told.add(where)
    const from: Record<string, string> = where === 'inside' ? { address } : {}
    log.warn(
      from,
      'a forwarding header came from an address that is not trusted and was not believed; if it is your proxy, name it in TRUSTED_PROXIES',
    )
    if (where === 'inside' || !told.has('inside')) notices.raise('proxy-not-trusted', from)
  }
}
