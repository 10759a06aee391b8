import { instantAt } from '#schemas/instant.ts'
import { AppError } from '../errors.ts'
import type { Store } from '../store/contract.ts'
import { importChunks } from './collections.ts'

/** A chunk is a document: short enough that writing or reading one holds nobody up. */
export const uploadChunkBytes = 128 * 1024
export const largestUpload = 64 * 1024 * 1024
const dayMs = 24 * 3_600_000
/** How long an import and its report are kept, and can be taken back. */
export const importKeptMs = 90 * dayMs

const chunkId = (id: string, number: number): string => `${id}.${String(number).padStart(5, '0')}`

/** Keeps the bytes of a file as they come; how many. */
export async function keepUpload(
  { store, now }: { store: Store; now(): number },
  { id, workspaceId }: { id: string; workspaceId: string },
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  const expiresAt = instantAt(now() + importKeptMs)
  let [size, count] = [0, 0]
  let waiting: Uint8Array[] = []
  let length = 0
  const write = async (shortest: number): Promise<void> => {
    const data = Buffer.concat(waiting)
    let at = 0
    for (; data.length - at >= shortest; at += uploadChunkBytes)
      await store.collection(importChunks).put({
        _id: chunkId(id, count++),
        workspaceId,
        data: data.subarray(at, at + uploadChunkBytes).toString('base64'),
        expiresAt,
      })
    waiting = at < data.length ? [data.subarray(at)] : []
    length = Math.max(0, data.length - at)
  }
  try {
    for await (const part of body) {
      size += part.length
      if (size > largestUpload) throw new AppError('too-large', { mostBytes: largestUpload })
      waiting.push(part)
      length += part.length
      if (length >= uploadChunkBytes) await write(uploadChunkBytes)
    }
    await write(1)
    return size
  } catch (error) {
    await dropUpload(store, id)
    // Whoever sent it went away.
    throw (error as NodeJS.ErrnoException).code === 'ECONNRESET' ? new AppError('bad-request') : error
  }
}

/** The bytes of a file from one place on, at least so many unless it ends before; undefined when they are not there any more. */
export async function readUpload(store: Store, id: string, from: number, atLeast: number): Promise<Buffer | undefined> {
  const first = Math.floor(from / uploadChunkBytes)
  const last = Math.floor((from + atLeast - 1) / uploadChunkBytes)
  const ids = Array.from({ length: last - first + 1 }, (_, i) => chunkId(id, first + i))
  const found = new Map((await store.collection(importChunks).getMany(ids)).map((chunk) => [chunk._id, chunk.data]))
  if (!found.has(ids[0] as string)) return undefined
  const parts: Buffer[] = []
  for (const each of ids) {
    const data = found.get(each)
    if (data === undefined) break
    parts.push(Buffer.from(data, 'base64'))
  }
  return Buffer.concat(parts).subarray(from - first * uploadChunkBytes)
}

export const dropUpload = (store: Store, id: string): Promise<number> =>
  store.collection(importChunks).delete({ _id: { $gte: `${id}.`, $lt: `${id}/` } })
