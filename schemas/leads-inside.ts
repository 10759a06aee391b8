import { placesOf } from './inner-places.ts'
import { isAddress, isPlatform, isPublic } from './public-address.ts'

/** What of this machine and its networks may be called, and what may not: one reading for the doctor, who warns, and the guard, who refuses. */
export interface Inside {
  /** This host and port are inside and open by the operator's word, as far as the text tells. */
  isAllowed(hostname: string, port: string): boolean
  /** Whether a connection to `hostname` on `port` may go to this address that the name was resolved to. */
  mayReach(address: string, hostname: string, port: string): boolean
  /** Why a web address may not be called, as far as its text tells; where in doubt undefined. */
  refusal(url: WebAddress): 'port' | 'private-address' | undefined
  /** Why a server may not be connected to on this port, in the same way. */
  refusalOf(hostname: string, port: string): 'private-address' | undefined
}

type WebAddress = Pick<URL, 'hostname' | 'port' | 'protocol'>

/** `open`: the entries of `ALUR_ALLOW_PRIVATE`; see `placesOf`, which throws for what is none. */
export function insideOf(open: readonly string[]): Inside {
  const places = placesOf(open)

  const mayReach = (address: string, hostname: string, port: string): boolean => {
    if (isPublic(address)) return true
    // A platform's own address is open to nobody who has not named it: a network or a name that holds it says nothing of it.
    if (isPlatform(address)) return places.namesHost(address, port)
    return places.namesHost(hostname, port) || places.holdsAddress(address)
  }
  const isAllowed = (hostname: string, port: string): boolean => {
    const host = withoutBrackets(hostname)
    return isAddress(host) ? !isPublic(host) && mayReach(host, host, port) : places.namesHost(host, port)
  }
  const refusalOf = (hostname: string, port: string): 'private-address' | undefined => {
    const host = withoutBrackets(hostname)
    if (places.namesPort(host, port) || isAllowed(host, port) || !isInner(host)) return undefined
    // Where networks are allowed, an inner name is judged by the addresses it resolves to.
    return isAddress(host) || !places.holdNetworks ? 'private-address' : undefined
  }
  const refusal = (url: WebAddress): 'port' | 'private-address' | undefined => {
    const port = portOf(url)
    if (!isOpenPort(Number(port)) && !places.namesPort(withoutBrackets(url.hostname), port)) return 'port'
    return refusalOf(url.hostname, port)
  }
  return { isAllowed, mayReach, refusal, refusalOf }
}

/** Whether a call to this web address would be refused because it leads to this machine or a network that is not the public internet. */
export const leadsInside = (url: WebAddress, inside: Inside): boolean =>
  isInner(withoutBrackets(url.hostname)) && inside.refusal(url) !== undefined

/** A URL's port as text, also when it is its scheme's own. */
export const portOf = (url: Pick<URL, 'port' | 'protocol'>): string => url.port || (url.protocol === 'https:' ? '443' : '80')

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

const isInner = (host: string): boolean => (isAddress(host) ? !isPublic(host) : isInnerName(host))

/** Below 1024 live mail, shells and directories, none of which speaks HTTP. */
const isOpenPort = (port: number): boolean => port === 80 || port === 443 || port >= 1024

/** Names that mean this machine or this network wherever they are looked up. */
const isInnerName = (host: string): boolean => /(^|\.)(localhost|localdomain|local|internal|home\.arpa)\.?$/.test(host)
