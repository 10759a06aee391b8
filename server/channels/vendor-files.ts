import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { type VendorFileDoc, vendorFiles } from './collections.ts'
import type { KeptFile } from './contract.ts'

type About = Pick<VendorFileDoc, 'workspaceId'> & { channelId: string; sha256: string }

const idOf = ({ channelId, sha256 }: About): string => `${channelId}.${sha256}`

/** What the vendor behind a channel knows a file by; undefined where it does not have it, or not any more. */
export const fileIdAtVendor = async ({ store }: Pick<Engine, 'store'>, about: About): Promise<string | undefined> =>
  (await store.collection(vendorFiles).get(idOf(about)))?.fileId

/** Remembers what the vendor knows a file by, for as long as it does; `since`: when it was brought there at the earliest, in ms since 1970. */
export async function rememberAtVendor(
  { store }: Pick<Engine, 'store'>,
  about: About,
  { fileId, goodForMs }: KeptFile,
  since: number,
): Promise<void> {
  const ends = goodForMs === undefined ? {} : { expiresAt: instantAt(since + goodForMs) }
  await store.collection(vendorFiles).put({ _id: idOf(about), workspaceId: about.workspaceId, fileId, ...ends })
}

/** The vendor does not know this id: unless there is another by now, the file is not there. */
export async function forgetAtVendor({ store }: Pick<Engine, 'store'>, about: About, fileId: string): Promise<void> {
  await store.collection(vendorFiles).delete({ _id: idOf(about), fileId })
}
