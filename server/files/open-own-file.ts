import { Readable } from 'node:stream'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type FileDoc, files } from './collections.ts'
import { bytesOf } from './read-file.ts'

/** A file of a workspace's own, whichever it is of: for those who were sent its address, which says no workspace. */
export async function openOwnFile(
  store: Store,
  id: string,
): Promise<{ name: string; type: string; size: number; body: Readable } | undefined> {
  const file = await store.collection(files).get(id)
  if (!file) return undefined
  const { name = id, type, size } = file
  return { name, type, size, body: Readable.from(bytesOf(store, id, size)) }
}

/** A workspace's own file, and the way to its bytes. */
export interface OwnFile extends Pick<FileDoc, 'type' | 'size' | 'sha256' | 'name'> {
  bytes(): Promise<Buffer>
}

/** A file of this workspace's own; undefined when it has none of this id. */
export async function ownFileOf(store: Store, workspaceId: string, id: string): Promise<OwnFile | undefined> {
  const file = await inWorkspace(store, files, workspaceId).get(id)
  if (!file) return undefined
  const bytes = async (): Promise<Buffer> => {
    const all: Buffer[] = []
    for await (const part of bytesOf(store, id, file.size)) all.push(part)
    return Buffer.concat(all)
  }
  const { type, size, sha256, name } = file
  return { type, size, sha256, ...(name === undefined ? {} : { name }), bytes }
}
