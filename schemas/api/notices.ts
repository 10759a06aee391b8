import type { Instant } from '../instant.ts'
import { instant, listing, mapOf, named, object, oneOf, text } from './shape.ts'

/** GET /notices → Listing<Notice>, for whoever owns a workspace: what is wrong with this server and can be mended by who runs it. */
export interface Notice {
  /** proxy-not-trusted: a forwarding header came from `address`, or from somewhere on the internet, and was not believed. */
  code: 'proxy-not-trusted'
  at: Instant
  values: Record<string, string>
}

export const notices = listing(
  named('Notice', object<Notice>({ code: oneOf(['proxy-not-trusted']), at: instant, values: mapOf(text(300)) })),
)
