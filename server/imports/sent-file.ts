import { AppError } from '../errors.ts'
import type { FileGiven } from '../files/index.ts'
import { largestUpload } from './keep-upload.ts'

/** A file as it was sent, and what was said beside it. */
export interface Sent {
  name?: string
  said: Record<string, string>
  body: AsyncIterable<Uint8Array>
}

/** So much more than its file may the body of a form be. */
const aroundFile = 256 * 1024

/** The file that a body is, or holds where a browser's form sends it: its first file, and the fields beside it. */
export async function sentFile({ contentType = '', body }: FileGiven): Promise<Sent> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return { said: {}, body }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > largestUpload + aroundFile) throw new AppError('too-large', { mostBytes: largestUpload })
    parts.push(part)
  }
  const form = await new Response(Buffer.concat(parts), { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw new AppError('bad-request')
  })
  const said: Record<string, string> = {}
  let file: File | undefined
  for (const [name, value] of form) {
    if (typeof value === 'string') said[name] = value
    else file ??= value
  }
  if (!file) throw new AppError('bad-request')
  return { name: file.name, said, body: file.stream() as unknown as AsyncIterable<Uint8Array> }
}
