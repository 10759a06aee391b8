import type { Deps } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { openedIfReadable } from './channel-book.ts'
import type { ChannelDoc } from './collections.ts'
import { ioOf } from './registry.ts'

/**
 * Refuses a secret that the vendor does not take, while whoever typed it sees it still. Only when one is given: whatever else is changed
 * is kept, and a token that is refused later stands among the channel's troubles.
 */
export async function refuseAtVendor(
  { channels, secrets }: Pick<Deps, 'channels' | 'secrets'>,
  doc: ChannelDoc,
  given: Record<string, unknown>,
): Promise<void> {
  const io = ioOf(channels, doc)
  if (!io?.refusedByVendor || !io.settingsSchema.secrets.some((name) => Object.hasOwn(given, name))) return
  const channel = openedIfReadable(doc, secrets.open)
  const problems = channel ? await io.refusedByVendor(channel) : []
  if (problems.length > 0) throw invalidInput(...problems.map(({ path, message }) => ({ path: `/settings${path}`, message })))
}
