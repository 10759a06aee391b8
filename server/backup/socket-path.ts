import { join, relative } from 'node:path'

/** Systems take no longer path for a socket (Linux 107 bytes, macOS 103). */
const longest = 103

/**
 * Where the process that serves a data folder is asked for a copy of it: only who may read the folder reaches it. Undefined where
 * there can be no such socket.
 */
export function socketPath(folder: string): string | undefined {
  if (process.platform === 'win32') return undefined
  const path = join(folder, 'alur.socket')
  return [path, relative(process.cwd(), path)].find((one) => Buffer.byteLength(one) <= longest)
}
