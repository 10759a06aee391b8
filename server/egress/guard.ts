import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { EgressError } from './error.ts'

export interface Guard {
  /** The URL when it may be called; throws `EgressError` otherwise. What its name resolves to is checked when connecting. */
  check(url: string, base?: URL): URL
  /** Exactly this host and port is open by the operator's word. */
  isAllowed(hostname: string, port: string): boolean
}

/** `allowPrivate`: `host:port` of inner services that an on-premise installation may call, such as `crm.corp:8080`. */
export function makeGuard(allowPrivate: string[]): Guard {
  const allowed = new Set(allowPrivate.map((place) => place.toLowerCase()))
  const isAllowed = (hostname: string, port: string) => allowed.has(`${hostname}:${port}`)

  const check = (text: string, base?: URL): URL => {
    // Parsing is the browser's: it folds decimal, octal, hex and short IPv4 forms, wide digits and dots into one.
    if (!URL.canParse(text, base)) throw new EgressError('bad-url')
    const url = new URL(text, base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new EgressError('scheme')
    if (url.username || url.password) throw new EgressError('credentials')
    const port = portOf(url)
    if (isAllowed(url.hostname, port)) return url
    if (!isOpenPort(Number(port))) throw new EgressError('port')
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) ? !isPublic(host) : isInnerName(host)) throw new EgressError('private-address')
    return url
  }
  return { check, isAllowed }
}

/** A URL's port as text, also when it is its scheme's own. */
export const portOf = (url: { port: string; protocol: string }): string => url.port || (url.protocol === 'https:' ? '443' : '80')

/** Below 1024 live mail, shells and directories, none of which speaks HTTP. */
const isOpenPort = (port: number): boolean => port === 80 || port === 443 || port >= 1024

/** Names that mean this machine or this network wherever they are looked up. */
const isInnerName = (host: string): boolean => /(^|\.)(localhost|localdomain|local|internal|home\.arpa)\.?$/.test(host)

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Where cloud platforms answer their own machines: with credentials, scripts and settings, on addresses that look public or may be
 * routed so. Azure's wire server (168.63.129.16, in a public range) and metadata services (AWS, Azure, Google, Oracle, Alibaba).
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 and the vendors' instance metadata pages.
 */
const platforms = new Set([
  '168.63.129.16',
  '169.254.169.254',
  '169.254.170.2',
  '192.0.0.192',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd20:ce::254',
  'fd00:c1::a9fe:a9fe',
])

/**
 * Is this address on the public internet? IPv4 inside IPv6 is judged by its IPv4 part or refused; of IPv6 only 2000::/3 is public,
 * which also keeps out the forgotten IPv4-compatible block (`::7f00:1`).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast' || platforms.has(parsed.toString())) return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast)
}
