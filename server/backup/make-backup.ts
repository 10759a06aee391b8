import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { keyFileIn } from '../secret-key.ts'
import { countDocuments, type DocumentCounts } from '../store/embedded/count-documents.ts'
import { FolderError } from '../store/embedded/folder-error.ts'
import { makeDurable } from '../store/embedded/make-durable.ts'
import { copyOf } from './copy-of.ts'

/** The key of a backup lies beside it, if anywhere. */
export const keyFileOf = (backup: string): string => `${backup}.key`

export interface Backup {
  /** Everything acknowledged before it is in the backup. In ms since 1970. */
  at: number
  bytes: number
  counts: DocumentCounts
  online: boolean
}

export interface BackupParts {
  folder: string
  to: string
  withKey: boolean
  /** Told now and then how far it is. */
  progress?: (step: 'copying' | 'reading', amount: number) => void
}

const lookEveryMs = 500

/**
 * Makes a backup of a data folder, also of one that a server has open, and reads it to its end: a file of that name exists only when
 * it is whole. Throws a `FolderError` with a sentence for the operator.
 */
export async function makeBackup({ folder, to, withKey, progress = () => {} }: BackupParts): Promise<Backup> {
  const [file, key] = [resolve(to), keyFileIn(folder)]
  refuse(file, withKey ? key : undefined)
  const at = Date.now()
  let growing: string | undefined
  const looking = setInterval(() => {
    const size = growing && statSync(growing, { throwIfNoEntry: false })?.size
    if (size) progress('copying', size)
  }, lookEveryMs)
  const copy = await copyOf(folder, (grows) => {
    growing = grows
  }).finally(() => clearInterval(looking))
  const part = `${file}.part`
  try {
    move(copy.file, part)
    chmodSync(part, 0o600)
    const counts = await countDocuments(part, (documents) => progress('reading', documents))
    makeDurable(part)
    if (withKey) {
      copyFileSync(key, keyFileOf(file))
      chmodSync(keyFileOf(file), 0o600)
      makeDurable(keyFileOf(file))
    }
    renameSync(part, file)
    makeDurable(dirname(file))
    return { at, bytes: statSync(file).size, counts, online: copy.online }
  } finally {
    rmSync(part, { force: true })
    copy.done()
  }
}

function refuse(file: string, key: string | undefined): void {
  if (!existsSync(dirname(file))) throw new FolderError(`There is no folder ${dirname(file)} to make a backup in.`)
  const taken = [file, ...(key ? [keyFileOf(file)] : [])].find((name) => existsSync(name))
  if (taken) throw new FolderError(`${taken} exists already: no backup is written over another.`)
  if (key && !existsSync(key))
    throw new FolderError(
      `There is no ${key}: this server was given its key as ALUR_SECRET_KEY. Make the backup without --with-key.`,
    )
}

/** To another disk it is copied. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    copyFileSync(from, to)
  }
}

/** The name of a backup's file for people who have many, such as `alur-2026-11-29T21-30-00.backup`, in a folder. */
export const namedByTime = (folder: string, now: number): string =>
  join(folder, `alur-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.backup`)
