// Files that are kept: what the rest of the server may use of it.
export { deleteFiles } from './delete-files.ts'
export { keepFile } from './keep-file.ts'
export type { FileGiven } from './keep-own-file.ts'
export { dropOldFiles, oldFiles } from './old-files.ts'
export { openOwnFile, ownFileOf } from './open-own-file.ts'
export { readFile } from './read-file.ts'
