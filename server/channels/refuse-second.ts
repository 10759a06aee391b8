import type { Deps } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { findAll } from '../store/find-all.ts'
import { openedIfReadable } from './channel-book.ts'
import { type ChannelDoc, channels } from './collections.ts'
import { ioOf } from './registry.ts'

/**
 * Refuses a channel that would be what another one is already, wherever the vendor knows only one: the other would hear nothing more,
 * and nobody would be told. Which it is, is told within its own workspace.
 */
export async function refuseSecond(
  { store, channels: kinds, secrets }: Pick<Deps, 'store' | 'channels' | 'secrets'>,
  doc: ChannelDoc,
): Promise<void> {
  const sole = ioOf(kinds, doc)?.sole
  if (!sole) return
  const mine = openedIfReadable(doc, secrets.open)
  if (!mine) return
  const { setting, value, what } = sole(mine)
  for (const other of await findAll(store.collection(channels), { kind: doc.kind }, { _id: 1 })) {
    const theirs = other._id === doc._id || other.demo ? undefined : openedIfReadable(other, secrets.open)
    if (!theirs || sole(theirs).value !== value) continue
    const where = other.workspaceId === doc.workspaceId ? `the channel “${other.name}”` : 'a channel of another workspace'
    throw invalidInput({ path: `/settings/${setting}`, message: `is of a ${what} that is in ${where} already` })
  }
}
