import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { shownFileTypes } from '#schemas/own-file.ts'
import type { OpenFile } from '../chats/index.ts'

const shown: ReadonlySet<string> = new Set(shownFileTypes)

/**
 * Passes a stranger's file on. Whoever opens its address gets a download, never a page of ours: pages that show it fetch it and know
 * what they do with it. It stays in no cache, unless it is for anybody who has its address.
 */
export async function sendFile(res: Response, { name, type, size, body }: OpenFile, { forAnybody = false } = {}): Promise<void> {
  res.setHeader('Content-Type', shown.has(type) ? type : 'application/octet-stream')
  res.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encoded(name)}`)
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
  res.setHeader('X-Content-Type-Options', 'nosniff')
  // What lies under an address of its own is never another.
  res.setHeader(
    'Cache-Control',
    forAnybody ? 'public, max-age=31536000, immutable, no-transform' : 'private, no-store, no-transform',
  )
  if (forAnybody) res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  if (size !== undefined) res.setHeader('Content-Length', size)
  // Who went away, on either side, has broken the connection: nobody is left to be told.
  await pipeline(body, res).catch(() => undefined)
}

/** RFC 8187: what `encodeURIComponent` leaves and a header does not take. */
const encoded = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, '')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
