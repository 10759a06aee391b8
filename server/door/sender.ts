import type { IncomingMessage as Request } from 'node:http'
import proxyAddress from 'proxy-addr'
import { networkOf } from '../auth/network-of.ts'

/** Whose word about a sender's address counts, when the house stands behind a proxy. */
export const trustedProxies = ['loopback', 'linklocal', 'uniquelocal']

const isTrusted = proxyAddress.compile(trustedProxies)
const thisMachine = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Tells the network a request comes from; undefined for this very machine, when no proxy speaks for somebody else. */
export function senderNetwork({ behindProxy }: { behindProxy: boolean }): (request: Request) => string | undefined {
  return (request) => {
    const address = request.socket.remoteAddress ?? ''
    const forwarded = behindProxy && request.headers['x-forwarded-for'] !== undefined
    if (!forwarded) return thisMachine.has(address) ? undefined : networkOf(address)
    return networkOf(proxyAddress(request, isTrusted))
  }
}
