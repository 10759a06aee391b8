import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'
import { isInnerName } from '#schemas/leads-inside.ts'
import { EgressError } from './error.ts'
import { placesOf } from './places.ts'

export interface Guard {
  /** The URL when it may be called; throws `EgressError` otherwise. What its name resolves to is checked when connecting. */
  check(url: string, base?: URL): URL
  /** This host and port are inside and open by the operator's word, as far as the text tells. */
  isAllowed(hostname: string, port: string): boolean
  /** Whether a connection to `hostname` on `port` may go to this address that the name was resolved to. */
  mayReach(address: string, hostname: string, port: string): boolean
}

/** `allowPrivate`: the inner places an installation may call; see `placesOf`, which throws for what is none. */
export function makeGuard(allowPrivate: string[]): Guard {
  const places = placesOf(allowPrivate)

  const mayReach = (address: string, hostname: string, port: string): boolean => {
    if (isPublic(address)) return true
    // A platform's own address is open to nobody who has not named it: a network or a name that holds it says nothing of it.
    if (isPlatform(address)) return places.namesHost(address, port)
    return places.namesHost(hostname, port) || places.holdsAddress(address)
  }
  const isAllowed = (hostname: string, port: string): boolean => {
    const host = withoutBrackets(hostname)
    return isIP(host) ? !isPublic(host) && mayReach(host, host, port) : places.namesHost(host, port)
  }

  const judge = (host: string, port: string): 'open' | 'port' | 'private-address' => {
    if (places.namesPort(host, port)) return 'open'
    if (!isOpenPort(Number(port))) return 'port'
    if (isAllowed(host, port)) return 'open'
    // Where networks are allowed, an inner name is judged by the addresses it resolves to.
    return (isIP(host) ? !isPublic(host) : isInnerName(host) && !places.holdNetworks) ? 'private-address' : 'open'
  }
  /** The same places are called again and again, and what the text of one tells never changes. */
  const judged = new LRUCache<string, ReturnType<typeof judge>>({ max: 1_000 })

  const check = (text: string, base?: URL): URL => {
    // Parsing is the browser's: it folds decimal, octal, hex and short IPv4 forms, wide digits and dots into one.
    if (!URL.canParse(text, base)) throw new EgressError('bad-url')
    const url = new URL(text, base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new EgressError('scheme')
    if (url.username || url.password) throw new EgressError('credentials')
    const place = `${url.hostname}:${portOf(url)}`
    const judgement = judged.get(place) ?? judge(withoutBrackets(url.hostname), portOf(url))
    judged.set(place, judgement)
    if (judgement !== 'open') throw new EgressError(judgement)
    return url
  }
  return { check, isAllowed, mayReach }
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** A URL's port as text, also when it is its scheme's own. */
export const portOf = (url: { port: string; protocol: string }): string => url.port || (url.protocol === 'https:' ? '443' : '80')

/** Below 1024 live mail, shells and directories, none of which speaks HTTP. */
const isOpenPort = (port: number): boolean => port === 80 || port === 443 || port >= 1024

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Where cloud platforms answer their own machines: with credentials, scripts and settings, on addresses that look public or may be
 * routed so. Azure's wire server (168.63.129.16, in a public range), metadata services (AWS, Azure, Google, Oracle, Alibaba, Scaleway,
 * Tencent), and what gives containers their credentials (Amazon's ECS and EKS).
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 and the vendors' instance metadata pages.
 */
const platforms = new Set([
  '168.63.129.16',
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '169.254.42.42',
  '169.254.0.23',
  '192.0.0.192',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd00:42::42',
  'fd20:ce::254',
  'fd00:c1::a9fe:a9fe',
])

function isPlatform(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return platforms.has(parsed.toString()) || (parsed instanceof ipaddr.IPv6 && platforms.has(`${carriedBy(parsed)}`))
}

/**
 * The IPv4 address that a gateway may make of an IPv6 one: NAT64 (RFC 6052, 64:ff9b::/96), 6to4 (RFC 3056, 2002::/16), and the
 * IPv4-compatible block (RFC 4291, ::a.b.c.d).
 */
function carriedBy(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray()
  const holder = carriers.find(({ network }) => address.match(network))
  return holder && new ipaddr.IPv4(bytes.slice(holder.at, holder.at + 4))
}

const carriers = [
  { network: ipaddr.IPv6.parseCIDR('64:ff9b::/96'), at: 12 },
  { network: ipaddr.IPv6.parseCIDR('2002::/16'), at: 2 },
  { network: ipaddr.IPv6.parseCIDR('::/96'), at: 12 },
]

/**
 * Is this address on the public internet? IPv4 inside IPv6 is judged by its IPv4 part or refused; of IPv6 only 2000::/3 is public,
 * which also keeps out the forgotten IPv4-compatible block (`::7f00:1`).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast' || isPlatform(address)) return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast)
}
