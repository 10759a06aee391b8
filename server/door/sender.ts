import type { IncomingMessage as Request } from 'node:http'
import ipaddr from 'ipaddr.js'
import proxyAddress from 'proxy-addr'
import { networkOf } from '../accounts/index.ts'

/** Who a request comes from, for everything that asks. */
export interface Senders {
  /** The sender's address: the nearest one that no trusted proxy has. */
  address(request: Request): string
  /** The network it is of; undefined for this very machine, when no proxy speaks for somebody else. */
  network(request: Request): string | undefined
  /** Whether this address' word about other addresses counts. */
  trusts(address: string): boolean
}

const thisMachine = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
/** What proxies say of whom they speak for; any of them from a stranger means that a proxy is not known, or that somebody pretends. */
const forwardingHeaders = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'forwarded', 'x-real-ip']

/**
 * Believes `X-Forwarded-For` of the `trusted` proxies (addresses, networks, or names of networks: see `proxyNetworks`) and of nobody
 * else. `distrusted` is told of every request by which somebody else speaks for others.
 */
export function makeSenders(trusted: string[], distrusted: (address: string) => void = () => {}): Senders {
  const isTrusted = proxyAddress.compile(trusted)
  const trusts = (address: string): boolean => ipaddr.isValid(address) && isTrusted(address, 0)

  const address = (request: Request): string => {
    const nearest = request.socket.remoteAddress ?? ''
    if (!trusts(nearest)) {
      if (forwardingHeaders.some((name) => request.headers[name] !== undefined)) distrusted(nearest)
      return nearest
    }
    if (request.headers['x-forwarded-for'] === undefined) return nearest
    return withoutPort(proxyAddress(request, (hop) => trusts(withoutPort(hop) ?? ''))) ?? nearest
  }

  return {
    address,
    trusts,
    network: (request) => {
      const sender = address(request)
      return thisMachine.has(sender) && !request.headers['x-forwarded-for'] ? undefined : networkOf(sender)
    },
  }
}

/** An address as proxies write it, some with the port it came from; undefined for what is none. */
function withoutPort(hop: string): string | undefined {
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop
  return ipaddr.isValid(bare) ? bare : undefined
}

/** Names for networks that a setting may use in place of their addresses. */
const named: Record<string, string[]> = {
  none: [],
  private: ['linklocal', 'uniquelocal'],
}

/** The networks that a list such as `loopback, private, 203.0.113.7` means. Throws for what is no address, network or name. */
export function proxyNetworks(list: string): string[] {
  const places = list.split(',').map((place) => place.trim().toLowerCase())
  return places.filter(Boolean).flatMap((place) => {
    const networks = named[place] ?? [place]
    proxyAddress.compile(networks)
    return networks
  })
}
