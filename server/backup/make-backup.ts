import { randomUUID } from 'node:crypto'
import { chmodSync, constants, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { keyFileIn } from '../secret-key.ts'
import { countDocuments, type DocumentCounts } from '../store/embedded/count-documents.ts'
import { FolderError } from '../store/embedded/folder-error.ts'
import { makeDurable } from '../store/embedded/make-durable.ts'
import { copyOf } from './copy-of.ts'
import { appendDigest } from './digest.ts'

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
  // Somebody else may be making one of the same name.
  const part = `${file}.${randomUUID().slice(0, 8)}.part`
  const keyPart = keyFileOf(part)
  try {
    move(copy.file, part)
    chmodSync(part, 0o600)
    const counts = await countDocuments(part, (documents) => progress('reading', documents))
    await appendDigest(part)
    makeDurable(part)
    if (withKey) {
      copyFileSync(key, keyPart, constants.COPYFILE_EXCL)
      chmodSync(keyPart, 0o600)
      makeDurable(keyPart)
      name(keyPart, keyFileOf(file))
    }
    try {
      name(part, file)
    } catch (error) {
      if (withKey) rmSync(keyFileOf(file), { force: true })
      throw error
    }
    makeDurable(dirname(file))
    return { at, bytes: statSync(file).size, counts, online: copy.online }
  } catch (error) {
    throw refusedByDisk(error, dirname(file))
  } finally {
    for (const left of [part, keyPart]) rmSync(left, { force: true })
    copy.done()
  }
}

function refuse(file: string, key: string | undefined): void {
  if (!existsSync(dirname(file))) throw new FolderError(`There is no folder ${dirname(file)} to make a backup in.`)
  const taken = [file, ...(key ? [keyFileOf(file)] : [])].find((name) => existsSync(name))
  if (taken) throw existsAlready(taken)
  if (key && !existsSync(key))
    throw new FolderError(
      `There is no ${key}: this server was given its key as ALUR_SECRET_KEY. Make the backup without --with-key.`,
    )
}

const existsAlready = (file: string) => new FolderError(`${file} exists already: no backup is written over another.`)

/** Gives a file its name, unless another has got it meanwhile. */
function name(part: string, file: string): void {
  try {
    linkSync(part, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || existsSync(file)) throw existsAlready(file)
    // Not every file system has links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    renameSync(part, file)
  }
}

const disk: Record<string, string> = {
  ENOSPC: 'there is no room left there',
  EDQUOT: 'there is no room left there',
  EFBIG: 'a file of this size is not allowed there',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it can only be read',
  ENOENT: 'no file can be made there',
  EIO: 'the disk failed',
}

/** What the operator can mend about the place of a backup, in a sentence. */
function refusedByDisk(error: unknown, folder: string): unknown {
  const why = disk[`${(error as NodeJS.ErrnoException).code}`]
  return why
    ? new FolderError(`The backup cannot be written into ${folder}: ${why}. Nothing was left behind.`, { cause: error })
    : error
}

/** To another disk it is copied. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** The name of a backup's file for people who have many, such as `alur-2026-11-29T21-30-00.backup`, in a folder. */
export const namedByTime = (folder: string, now: number): string =>
  join(folder, `alur-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.backup`)
