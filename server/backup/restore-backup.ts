import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isOfChannels } from '../channels/index.ts'
import { keyFileIn } from '../secret-key.ts'
import { isOfSecrets } from '../secrets/index.ts'
import { dataFile } from '../store/embedded/begin-copy.ts'
import { countDocuments, type DocumentCounts } from '../store/embedded/count-documents.ts'
import { FolderError } from '../store/embedded/folder-error.ts'
import { makeDurable } from '../store/embedded/make-durable.ts'
import { makeFolder } from '../store/embedded/make-folder.ts'
import { takeDigest } from './digest.ts'
import { keyFileOf } from './make-backup.ts'

export interface Restored {
  counts: DocumentCounts
  /** Whether the key was beside the backup. */
  withKey: boolean
  /** Every byte is the one that was written: backups of earlier releases do not tell. */
  verified: boolean
  /** Something in it needs the key to be read. */
  sealed: boolean
}

/**
 * Makes a data folder of a backup: a new folder or an empty one, so that nothing is ever written over. What was copied is read to its
 * end; a folder has its data only when it is whole. Throws a `FolderError` with a sentence for the operator.
 */
export async function restoreBackup(
  from: string,
  to: string,
  progress: (documents: number) => void = () => {},
): Promise<Restored> {
  const [backup, folder] = [resolve(from), resolve(to)]
  if (!statSync(backup, { throwIfNoEntry: false })?.isFile()) throw new FolderError(`There is no backup ${backup}.`)
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found && (!found.isDirectory() || readdirSync(folder).length > 0))
    throw new FolderError(`${folder} is not empty: a backup is restored into a new folder.`)
  makeFolder(folder)
  chmodSync(folder, 0o700)
  const [part, data, key] = [join(folder, `${dataFile}.part`), join(folder, dataFile), keyFileIn(folder)]
  try {
    copyFileSync(backup, part)
    chmodSync(part, 0o600)
    let sealed = false
    const look = (collection: string, doc: object): void => {
      sealed ||= isSealed(collection, doc)
    }
    // What these say is about a copy that nobody knows.
    const damaged = (how: string) => (cause: unknown) => {
      throw new FolderError(`${backup} is damaged${how}. Nothing was restored: take another backup.`, { cause })
    }
    const verified = await takeDigest(part).catch(damaged(': it is not what was written'))
    const counts = await countDocuments(part, progress, look).catch(damaged(' and cannot be read to its end'))
    makeDurable(part)
    const withKey = existsSync(keyFileOf(backup))
    if (withKey) {
      copyFileSync(keyFileOf(backup), key)
      chmodSync(key, 0o600)
      makeDurable(key)
    }
    renameSync(part, data)
    makeDurable(folder)
    return { counts, withKey, sealed, verified }
  } catch (error) {
    for (const file of [part, data, key]) rmSync(file, { force: true })
    if (!found) rmdirSync(folder)
    throw error
  }
}

/** Channels have secrets, or none; a secret of a workspace is one. */
const isSealed = (collection: string, doc: object): boolean =>
  isOfSecrets(collection) || (isOfChannels(collection) && 'secrets' in doc && Object.keys(doc.secrets ?? {}).length > 0)
