import { type FromFields, instant, listing, mapOf, named, object, oneOf, text } from './shape.ts'

const noticeFields = {
  /** proxy-not-trusted: a forwarding header came from `address`, or from somewhere on the internet, and was not believed. */
  code: oneOf(['proxy-not-trusted']),
  at: instant,
  values: mapOf(text(300)),
}
/** GET /notices → Listing<Notice>, for whoever owns a workspace: what is wrong with this server and can be mended by who runs it. */
export type Notice = FromFields<typeof noticeFields>
export const notices = listing(named<Notice>('Notice', object(noticeFields)))
