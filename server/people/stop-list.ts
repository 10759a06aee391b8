import { createHmac } from 'node:crypto'
import type { Instant } from '#schemas/instant.ts'
import type { Secrets } from '../secret-key.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { stopList } from './collections.ts'

/**
 * An address as it is compared: a mail in small letters, a phone number as its digits; anything else as it is.
 */
function plain(address: string): string {
  const text = address.trim().toLowerCase()
  if (text.includes('@')) return text
  const digits = text.replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= 6 && /^[\d\s()+./-]+$/.test(text) ? digits : text
}

/** By what an address is known in the stop list: nobody reads it back from there without the server's key. */
const markOf = ({ derive }: Pick<Secrets, 'derive'>, address: string): string =>
  createHmac('sha256', derive('stop list')).update(plain(address)).digest('base64url')

/** Nothing is sent to these addresses any more, whoever brings them back. May be repeated. */
export async function stopAddresses(
  { store, secrets }: { store: Store; secrets: Pick<Secrets, 'derive'> },
  workspaceId: string,
  addresses: Iterable<string>,
  how: { at: Instant; erased?: true; by?: string },
): Promise<void> {
  const marks = new Set([...addresses].filter((one) => one.trim() !== '').map((one) => markOf(secrets, one)))
  if (marks.size === 0) return
  await inWorkspace(store, stopList, workspaceId).insertMany(
    [...marks].map((mark) => ({ _id: `${workspaceId}.${mark}`, ...how })),
  )
}

/** Takes an address off the stop list. */
export async function freeAddress(
  { store, secrets }: { store: Store; secrets: Pick<Secrets, 'derive'> },
  workspaceId: string,
  address: string,
): Promise<void> {
  await inWorkspace(store, stopList, workspaceId).delete({ _id: `${workspaceId}.${markOf(secrets, address)}` })
}

/** Since when nothing may be sent to one of these addresses; undefined where that is to none. */
export async function stoppedSince(
  { store, secrets }: { store: Store; secrets: Pick<Secrets, 'derive'> },
  workspaceId: string,
  addresses: readonly string[],
): Promise<Instant | undefined> {
  if (addresses.length === 0) return undefined
  const ids = addresses.map((address) => `${workspaceId}.${markOf(secrets, address)}`)
  const found = await inWorkspace(store, stopList, workspaceId).getMany(ids)
  return found
    .map(({ at }) => at)
    .sort()
    .at(-1)
}
