import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/**
 * A file that is kept whole, under the id of what it belongs to: the turn that it came with; the workspace's own have ids that begin with
 * `f`. Its bytes are in chunks.
 */
export interface FileDoc extends Stored {
  workspaceId: string
  type: string
  /** Of the workspace's own: what it was called. */
  name?: string
  /** In bytes. */
  size: number
  /** Of its bytes, in hex. */
  sha256: string
  keptAt: Instant
}

export const files = define<FileDoc>('files', [{ name: 'kept', fields: { workspaceId: 1, keptAt: 1 } }])

/** `_id` is `<file>.<number, five digits>`; the bytes are base64, for documents are JSON. */
export interface FileChunkDoc extends Stored {
  data: string
}

export const fileChunks = define<FileChunkDoc>('fileChunks')
