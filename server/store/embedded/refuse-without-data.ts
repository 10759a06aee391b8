import { accessSync, constants } from 'node:fs'
import { join, resolve } from 'node:path'
import { dataFile } from './begin-copy.ts'
import { FolderError } from './folder-error.ts'

/** Throws a `FolderError` when a folder has no data, or has some that this user may not read. */
export function refuseWithoutData(folder: string): void {
  try {
    accessSync(join(folder, dataFile), constants.R_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const sentence =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no data of Alur in ${resolve(folder)}.`
        : `This user may not read the data in ${resolve(folder)}: run this as Alur's own user, or as root.`
    throw new FolderError(sentence, { cause })
  }
}
