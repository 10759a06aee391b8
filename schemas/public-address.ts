import ipaddr from 'ipaddr.js'

/** Whether a host, without brackets, is an address written out rather than a name. */
export const isAddress = (host: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host)

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

export function isPlatform(address: string): boolean {
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

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

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
