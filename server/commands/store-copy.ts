import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isOfChannels } from '../channels/index.ts'
import { allCollections } from '../collections.ts'
import { refuseLaterRelease } from '../migrations/migrate-store.ts'
import { keyFileIn } from '../secret-key.ts'
import { type CopiedCollection, type CopyableStore, CopyError, copyStore } from '../store/copy-store.ts'
import { openEmbedded } from '../store/embedded/open.ts'
import { openMongo } from '../store/mongo/open.ts'

/** `npm run store:copy -- --from <place> --to <place>`: copies a store into an empty one; no server may have either open. */
try {
  await copy()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

async function copy(): Promise<void> {
  const { from, to } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values
  if (!from || !to)
    throw new CopyError('npm run store:copy -- --from <data folder or mongodb://…> --to <data folder or mongodb://…>')
  const source = await openPlace(from, true)
  try {
    // Collections that this release does not know would be left behind.
    await refuseLaterRelease(source)
    const target = await openPlace(to, false)
    try {
      const copied = await copyStore(source, target, allCollections)
      process.stdout.write(`${table(copied)}\n`)
      if (copied.some(({ same }) => !same))
        throw new CopyError('The copy differs: was a server running? Empty the target and try again.')
      process.stdout.write(aboutTheKey(from, copied))
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

function isMongo(place: string): boolean {
  return /^mongodb(\+srv)?:\/\//.test(place)
}

async function openPlace(place: string, mustExist: boolean): Promise<CopyableStore> {
  if (isMongo(place)) return openMongo(place)
  if (mustExist && !existsSync(join(place, 'data.mdb'))) throw new CopyError(`There is no store in ${place}.`)
  return openEmbedded({ folder: place })
}

function table(copied: CopiedCollection[]): string {
  const width = Math.max(...copied.map(({ name }) => name.length))
  const rows = copied.map(
    ({ name, count, hash, same }) =>
      `${name.padEnd(width)}  ${String(count).padStart(9)}  ${hash.slice(0, 16)}  ${same ? 'same' : 'DIFFERENT'}`,
  )
  return [`${'collection'.padEnd(width)}  documents  SHA-256`, ...rows].join('\n')
}

/** The key stays where it is: a copied channel is of no use to a server that has another. */
function aboutTheKey(from: string, copied: CopiedCollection[]): string {
  const key = keyFileIn(from)
  const sealed = copied.some(({ name, count }) => isOfChannels(name) && count > 0)
  if (isMongo(from) || !sealed || !existsSync(key)) return ''
  return `The secrets of the channels are sealed with ${key}: start the copy with its content as ALUR_SECRET_KEY.\n`
}
