import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Resolves to nothing less than the disk having a file, or the names in a folder. Windows has no such thing for folders. */
export function makeDurable(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
