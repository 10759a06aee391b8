import { createHash } from 'node:crypto'
import { appendFileSync, closeSync, createReadStream, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { FolderError } from '../store/embedded/folder-error.ts'

// The end of a backup: the SHA-256 of everything before it, after a mark. A data file alone is whole pages long: what is neither was cut off,
// or something was written behind it.
const mark = Buffer.from('alur-sha')
const length = mark.length + 32
const page = 4096

/** Writes the digest of a file to its end. */
export async function appendDigest(file: string): Promise<void> {
  appendFileSync(file, Buffer.concat([mark, await digestOf(file, statSync(file).size)]))
}

/**
 * Takes the digest from the end of a file, which is then as it was before. Whether there was one: backups of earlier releases have
 * none. Throws a `FolderError` where it does not fit.
 */
export async function takeDigest(file: string): Promise<boolean> {
  const { size } = statSync(file)
  if (size % page === 0) return false
  if (size % page !== length) throw changed(file)
  const end = endOf(file, size - length)
  const holds = end.subarray(0, mark.length).equals(mark) && end.subarray(mark.length).equals(await digestOf(file, size - length))
  if (!holds) throw changed(file)
  truncateSync(file, size - length)
  return true
}

const changed = (file: string) => new FolderError(`${file} is not what was written: something in it has changed.`)

async function digestOf(file: string, bytes: number): Promise<Buffer> {
  const hash = createHash('sha256')
  if (bytes > 0) for await (const chunk of createReadStream(file, { end: bytes - 1 })) hash.update(chunk as Buffer)
  return hash.digest()
}

function endOf(file: string, from: number): Buffer {
  const end = Buffer.alloc(length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, end, 0, length, from)
  } finally {
    closeSync(handle)
  }
  return end
}
