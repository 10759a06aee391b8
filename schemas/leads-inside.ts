import ipaddr from 'ipaddr.js'

/**
 * Whether a call would be refused because it leads inside, to this machine or a network that is not the public internet: as far as its
 * address is written out, and where in doubt not. `open`: the entries of `ALUR_ALLOW_PRIVATE`. `server/egress` has the last word.
 */
export function leadsInside({ hostname, port, protocol }: URL, open: readonly string[]): boolean {
  const host = bare(hostname)
  const networks = open.filter((entry) => entry.includes('/'))
  if (open.some((entry) => !entry.includes('/') && names(entry, host, port || (protocol === 'https:' ? '443' : '80'))))
    return false
  // Where networks are open, a name is judged by what it is looked up to.
  if (!isAddress(host)) return isInnerName(host) && networks.length === 0
  const address = ipaddr.process(host)
  return address.range() !== 'unicast' && !networks.some((network) => holds(network, address))
}

/** An entry is a host, with or without a port. */
function names(entry: string, host: string, port: string): boolean {
  const text = `http://${ipaddr.IPv6.isValid(entry) ? `[${entry}]` : entry}/`
  if (!URL.canParse(text)) return false
  const place = new URL(text)
  return bare(place.hostname) === host && (place.port === '' || place.port === port)
}

function holds(network: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!ipaddr.isValidCIDR(network)) return false
  const [base, bits] = ipaddr.parseCIDR(network)
  return base.kind() === address.kind() && address.match(base, bits)
}

/** One form of each host; a URL has made one of every way to write an IPv4 address already. */
const bare = (hostname: string): string => {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return isAddress(host) ? ipaddr.process(host).toString() : host
}

const isAddress = (host: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host)

/** Names that mean this machine or this network wherever they are looked up. */
export const isInnerName = (host: string): boolean => /(^|\.)(localhost|localdomain|local|internal|home\.arpa)\.?$/.test(host)
