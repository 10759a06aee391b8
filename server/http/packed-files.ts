import type { RequestHandler } from 'express'
import staticGzip from 'express-static-gzip'

export type FileOptions = NonNullable<staticGzip.ExpressStaticGzipOptions['serveStatic']>

/** The files of a folder, packed as the build packed them for whoever can unpack it; each form has an ETag of its own. */
export const packedFiles = (folder: string, options: FileOptions = {}): RequestHandler =>
  staticGzip(folder, { enableBrotli: true, orderPreference: ['br'], index: false, serveStatic: { redirect: false, ...options } })
