import { createHash } from 'node:crypto'
import { instantAt } from '#schemas/instant.ts'
import type { Store } from '../store/contract.ts'
import { chunkBytes, chunkId } from './chunks.ts'
import { fileChunks, files } from './collections.ts'
import { deleteFiles } from './delete-files.ts'

/** What is longer is passed on and not kept. */
const mostKept = 16 * 1024 * 1024

/** Which files are being kept here: once is enough. */
const underWay = new Set<string>()

interface NewFile {
  /** Of what it belongs to. */
  id: string
  workspaceId: string
  type: string
  name?: string
  /** In bytes, when it is known. */
  size?: number | undefined
  /** Whether what it belongs to still is. */
  isThere(): Promise<boolean>
}

/**
 * Passes a file on as it comes and keeps it on its way. It is there once it is whole: who stops reading, or a crash, leaves nothing that
 * anybody finds, and the next who reads it keeps it over what was left.
 */
export async function* keepFile(
  { store, now }: { store: Store; now(): number },
  { id, workspaceId, type, name, size, isThere }: NewFile,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (underWay.has(id) || (size !== undefined && size > mostKept)) {
    yield* body
    return
  }
  underWay.add(id)
  try {
    const hash = createHash('sha256')
    let [length, count] = [0, 0]
    let waiting: Uint8Array[] = []
    const write = async (shortest: number): Promise<void> => {
      const data = Buffer.concat(waiting)
      let at = 0
      for (; data.length - at >= shortest; at += chunkBytes)
        await store
          .collection(fileChunks)
          .put({ _id: chunkId(id, count++), data: data.subarray(at, at + chunkBytes).toString('base64') })
      waiting = [data.subarray(at)]
    }
    for await (const part of body) {
      length += part.length
      if (length <= mostKept) {
        hash.update(part)
        waiting.push(part)
        if (sizeOf(waiting) >= chunkBytes) await write(chunkBytes)
      }
      yield part
    }
    if (length > mostKept || (size !== undefined && size !== length)) return
    await write(1)
    const keptAt = instantAt(now())
    await store
      .collection(files)
      .put({ _id: id, workspaceId, type, ...(name ? { name } : {}), size: length, sha256: hash.digest('hex'), keptAt })
  } finally {
    underWay.delete(id)
    // It went while it was read: nothing of it stays.
    if (!(await isThere())) await deleteFiles(store, { $gte: id, $lt: `${id}/` })
  }
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0)
