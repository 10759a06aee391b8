import ipaddr from 'ipaddr.js'

/** Leading bits of an IPv6 address that one customer of a provider is given; the rest is theirs to choose. */
const networkBits = 64

/**
 * What limits count by: an IPv4 address, or the network an IPv6 address belongs to. Whoever has one address of it has 2^64.
 * What is no address is left as it is.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  return `${parsed.parts
    .slice(0, networkBits / 16)
    .map((part) => part.toString(16))
    .join(':')}::/${networkBits}`
}
