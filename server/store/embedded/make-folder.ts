import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder for its owner alone, and what it stands in. Node's own way (`recursive`) goes round in a circle for ever where the
 * system says of a folder that is there that nothing can be made in it, as `/proc` does. Throws what the system says.
 */
export function makeFolder(path: string): void {
  const made = tryToMake(path)
  if (made === undefined || isFolder(path)) return
  const parent = dirname(path)
  if (made.code !== 'ENOENT' || parent === path || isFolder(parent)) throw made
  makeFolder(parent)
  const again = tryToMake(path)
  if (again && !isFolder(path)) throw again
}

function tryToMake(path: string): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(path, { mode: 0o700 })
    return undefined
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
