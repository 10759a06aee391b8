import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { portOf } from '#schemas/leads-inside.ts'
import { EgressError } from './error.ts'
import type { Guard } from './guard.ts'

/** Every address of a name, in the order to try. */
export type Resolve = (hostname: string) => Promise<string[]>
export type Dial = buildConnector.connector

/** A name with a hundred dead addresses must not keep us dialling. */
const mostTried = 3

/** undici's connections, each to a place that the guard lets through. */
export const guardedAgent = (guard: Guard, resolve?: Resolve, dial?: Dial): Agent =>
  new Agent({ connect: guardedConnect(guard, resolve, dial), connections: 64, keepAliveTimeout: 30_000 })

/**
 * Connects to public addresses only. The name is resolved here, once, all of its addresses are checked, and the connection goes to
 * a checked *address*: a name that answers differently the second time has no second time.
 */
function guardedConnect(guard: Guard, resolve: Resolve = lookUp, dial: Dial = buildConnector({ timeout: 5000 })): Dial {
  const addressesOf = shared(resolve)
  return (options, callback) => {
    checkedAddresses(options.hostname, portOf(options), guard, addressesOf).then(
      (addresses) => dialFirst(addresses, options, dial, callback),
      (error: Error) => callback(error, null),
    )
  }
}

/** The addresses of a name, in the order to try; throws `EgressError` unless all of them may be connected to. */
export async function checkedAddresses(
  hostname: string,
  port: string,
  guard: Pick<Guard, 'mayReach'>,
  resolve: Resolve = lookUp,
): Promise<string[]> {
  const addresses = isIP(hostname) ? [hostname] : await resolve(hostname)
  if (addresses.length === 0) throw new EgressError('unreachable')
  // One private address among public ones is an attack or a mistake; neither deserves a guess.
  if (!addresses.every((address) => guard.mayReach(address, hostname, port))) throw new EgressError('private-address')
  return addresses.slice(0, mostTried)
}

/** Tries one address after the other; TLS still checks the certificate against the name. */
function dialFirst(addresses: string[], options: buildConnector.Options, dial: Dial, callback: buildConnector.Callback): void {
  const [address, ...others] = addresses as [string, ...string[]]
  dial({ ...options, hostname: address }, (...result) => {
    if (result[0] && others.length > 0) dialFirst(others, options, dial, callback)
    else callback(...result)
  })
}

/** IPv4 first: behind a broken IPv6 route every call would begin with a long wait. */
const lookUp: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true })
  return found.sort((a, b) => a.family - b.family).map(({ address }) => address)
}

/** Asks once for all who ask meanwhile: few questions can be open at a time, and a name server that is gone answers late. */
function shared(resolve: Resolve): Resolve {
  const asked = new Map<string, Promise<string[]>>()
  return (hostname) => {
    const before = asked.get(hostname)
    if (before) return before
    const answer = resolve(hostname).finally(() => asked.delete(hostname))
    asked.set(hostname, answer)
    return answer
  }
}
