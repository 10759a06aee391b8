import ipaddr from 'ipaddr.js'
import { isAddress } from './public-address.ts'

/** Inner places that calls may go to, by the operator's word. */
export interface Places {
  /** The host, on this port or on every open one, is named itself. */
  namesHost(host: string, port: string): boolean
  /** The host is named with exactly this port, which may then be any. */
  namesPort(host: string, port: string): boolean
  /** The address is in one of the networks. */
  holdsAddress(address: string): boolean
  holdNetworks: boolean
}

/**
 * Reads `crm.corp`, `crm.corp:8080`, `10.1.2.3`, `[fd00::1]:8080`, `10.0.0.0/8`. A host without a port means its ports 80, 443 and those
 * from 1024; a network means every address in it. Throws an `Error` that names what is none of these.
 */
export function placesOf(entries: readonly string[]): Places {
  const hosts = new Set<string>()
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = []
  for (const entry of entries) {
    if (entry.includes('/')) networks.push(networkOf(entry))
    else hosts.add(hostOf(entry))
  }
  return {
    namesHost: (host, port) => hosts.has(nameOf(host)) || hosts.has(`${nameOf(host)}:${port}`),
    namesPort: (host, port) => hosts.has(`${nameOf(host)}:${port}`),
    holdsAddress: (address) => {
      const parsed = ipaddr.process(address)
      return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits))
    },
    holdNetworks: networks.length > 0,
  }
}

function networkOf(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (!ipaddr.isValidCIDR(entry)) throw new Error(`${entry} is no network`)
  return ipaddr.parseCIDR(entry)
}

function hostOf(entry: string): string {
  const [, host = '', port] = /^(\[[0-9a-f:.]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/i.exec(entry) ?? []
  // The browser's parsing again: what it does not take for a host is none, and an address gets its one form.
  const isPlace = host !== '' && !/[/?#@*\\]/.test(host) && URL.canParse(`http://${host}/`) && Number(port ?? 1) <= 65_535
  const isBareIPv6 = ipaddr.IPv6.isValid(entry)
  const bare = isBareIPv6 ? entry : isPlace ? new URL(`http://${host}/`).hostname : undefined
  if (bare === undefined) throw new Error(`${entry} is no host`)
  return port === undefined || isBareIPv6 ? nameOf(bare) : `${nameOf(bare)}:${Number(port)}`
}

/** One form of each host: lower case, no brackets, no dot at the end, an address as short as it can be. */
function nameOf(host: string): string {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '')
  return isAddress(bare) ? ipaddr.process(bare).toString() : bare.replace(/\.$/, '')
}
