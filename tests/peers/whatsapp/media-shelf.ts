import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A file that a customer sent. `announced`: what the vendor says its size is, when that is not the truth. */
export interface PeerFile {
  type: string
  bytes: Buffer
  announced?: number
  /** Where the vendor says it lies, when that is not at the vendor's. */
  url?: string
}

/** The vendor's files: the media id gives an address for a few minutes, the address the bytes; both want the token. */
export function mediaShelf() {
  const files = new Map<string, PeerFile>()
  return {
    keep(mediaId: string, file?: PeerFile): void {
      if (file) files.set(mediaId, file)
      else files.delete(mediaId)
    },
    /** Whether the path is one of a file that is there. */
    send(path: string, origin: string, response: ServerResponse): boolean {
      const [, place, mediaId = ''] = /^\/(v\d+\.\d+|attachments)\/(\w+)$/.exec(path) ?? []
      const file = files.get(mediaId)
      if (!file) return false
      const { type, bytes, announced = bytes.length, url = `${origin}/attachments/${mediaId}` } = file
      if (place === 'attachments') {
        response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes)
        return true
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const body = { messaging_product: 'whatsapp', url, mime_type: type, sha256, file_size: announced, id: mediaId }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      return true
    },
  }
}
