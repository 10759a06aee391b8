import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Smaller ones fit into one packet as they are. */
const worthPacking = 1_024
/** Above this the best there is takes seconds for each file. */
const large = 512 * 1_024
const packable = /\.(?:js|mjs|css|html|svg|json|txt|wasm|ttf)$/

/** Puts beside each built file what the server sends to whoever can unpack it: brotli and gzip, made once. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir)
    },
    closeBundle: () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const path = join(folder, name)
        if (!packable.test(name) || statSync(path).size < worthPacking) continue
        const file = readFileSync(path)
        const quality = file.length > large ? 9 : 11
        writeFileSync(`${path}.br`, brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }))
        writeFileSync(`${path}.gz`, gzipSync(file, { level: 9 }))
      }
    },
  }
}
