import { Readable } from 'node:stream'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { chunkBytes, chunkId } from './chunks.ts'
import { fileChunks, files } from './collections.ts'

/** A file as it is kept; undefined when it is not. Its bytes are read as they are asked for. */
export async function readFile(
  store: Store,
  workspaceId: string,
  id: string,
): Promise<{ type: string; size: number; body: Readable } | undefined> {
  const file = await inWorkspace(store, files, workspaceId).get(id)
  if (!file) return undefined
  const { type, size } = file
  return { type, size, body: Readable.from(bytesOf(store, id, size)) }
}

export async function* bytesOf(store: Store, id: string, size: number): AsyncGenerator<Buffer> {
  for (let number = 0; number * chunkBytes < size; ) {
    const chunk = await store.collection(fileChunks).get(chunkId(id, number++))
    if (!chunk) throw new Error(`the file ${id} is gone`)
    yield Buffer.from(chunk.data, 'base64')
  }
}
