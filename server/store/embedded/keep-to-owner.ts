import { accessSync, chmodSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { FolderError } from './folder-error.ts'
import { journalFiles } from './journal.ts'

/** What the house writes into a data folder; what else somebody put there is theirs. */
const ourFiles = ['data.mdb', 'lock.mdb', 'alur.lock', 'secret.key', 'erasures.jsonl', ...journalFiles]
const folderMode = 0o700
const fileMode = 0o600

/**
 * Closes a data folder and what we keep in it to everybody but its owner, whatever the umask was and whoever opened it up: customers'
 * words and the key to the channels' secrets lie there. `log` is told of what stood open, and of what is not ours to close.
 */
export function keepToOwner(folder: string, log: (line: string) => void = () => {}): void {
  // Windows has no such modes: a folder inherits who may read it.
  if (process.platform === 'win32') return
  close(folder, folderMode, `The data folder ${folder}`, log)
  for (const file of ourFiles) close(join(folder, file), fileMode, `${file} in the data folder`, log)
}

/** Throws a `FolderError` when a file of ours in the folder cannot be read and written by this user, as after a start as another one. */
export function refuseForeignFiles(folder: string): void {
  for (const name of ourFiles) {
    const path = join(folder, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats || (name === 'secret.key' ? canUse(path, constants.R_OK) : canUse(path, constants.R_OK | constants.W_OK))) continue
    throw new FolderError(
      `${path} belongs to user ${stats.uid} and cannot be used by this one (${process.getuid?.()}): give it the folder (chown -R), or start as that user.`,
    )
  }
}

function canUse(path: string, how: number): boolean {
  try {
    accessSync(path, how)
    return true
  } catch {
    return false
  }
}

function close(path: string, mode: number, name: string, log: (line: string) => void): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats || (stats.mode & 0o777) === mode) return
  const was = (stats.mode & 0o777).toString(8)
  const isOpen = (stats.mode & 0o077) !== 0
  try {
    chmodSync(path, mode)
    if (isOpen) log(`${name} was open to other users of this machine (${was}); now only its owner may (${mode.toString(8)}).`)
  } catch (error) {
    // A volume of a container may belong to somebody else and still be ours to write.
    if (isOpen) log(`${name} is open to other users of this machine (${was}) and cannot be closed: ${(error as Error).message}.`)
  }
}
