import type { Deps } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { openedIfReadable } from './channel-book.ts'
import type { ChannelDoc } from './collections.ts'

/** Refuses that a channel becomes another one at its vendor, wherever what is written there would look like what was written before. */
export function refuseAnother(
  { channels, secrets }: Pick<Deps, 'channels' | 'secrets'>,
  before: ChannelDoc,
  after: ChannelDoc,
): void {
  const sole = channels.get(after.kind)?.sole
  const [was, is] = [before, after].map((doc) => openedIfReadable(doc, secrets.open))
  if (!sole || !was || !is) return
  const { forGood, setting, what } = sole(is)
  const first = sole(was).forGood
  if (first === undefined || forGood === undefined || first === forGood) return
  throw invalidInput({
    path: `/settings/${setting}`,
    message: `is of another ${what}, which is a channel of its own: add one for it`,
  })
}
