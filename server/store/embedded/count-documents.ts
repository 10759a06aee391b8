import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { open } from 'lmdb'
import { everyName } from './catalog.ts'
import { formatName, isReadable } from './durable.ts'
import { examine } from './examine.ts'
import { FolderError } from './folder-error.ts'
import { keyEncoder } from './keys.ts'

/** How many documents each collection has, by name. */
export type DocumentCounts = Record<string, number>

/** From the first key on; a new one each time, for LMDB writes into it. */
const all = () => ({ start: '\u0000' })
const atOnce = 5_000

/**
 * Opens a store's data file, by itself and without changing it, and reads every document and every entry of it. `told` hears how
 * many documents were read so far, `each` every one of them. Throws a `FolderError` for a file that is damaged, or none of ours.
 */
export async function countDocuments(
  file: string,
  told: (documents: number) => void = () => {},
  each: (collection: string, doc: object) => void = () => {},
): Promise<DocumentCounts> {
  examine(file)
  const root = open({ path: file, noSubdir: true, readOnly: true, maxDbs: 8 })
  try {
    const [docs, entries, catalog] = ['docs', 'entries', 'catalog'].map((name) => {
      const options = { name, keyEncoder, encoding: 'string' as const }
      return root.openDB<string, string>(options)
    })
    if (!docs || !entries || !catalog || !isReadable(catalog.get(formatName)))
      throw new FolderError(`${file} is no data of this version of Alur.`)
    const names = new Map<number, string>()
    const counts: DocumentCounts = {}
    for (const { key, value } of catalog.getRange({ start: everyName.low, end: everyName.high })) {
      names.set(JSON.parse(value).number, key)
      counts[key] = 0
    }
    let documents = 0
    for (const { key, value } of docs.getRange(all())) {
      const doc = JSON.parse(value)
      // A document's key begins with the number of its collection.
      const name = names.get((key.charCodeAt(0) << 8) | key.charCodeAt(1))
      if (name === undefined) throw new FolderError(`${file} has a document of no collection.`)
      each(name, doc)
      counts[name] = (counts[name] ?? 0) + 1
      if (++documents % atOnce > 0) continue
      told(documents)
      await pause()
    }
    for (const _ of entries.getKeys(all()));
    told(documents)
    return counts
  } catch (error) {
    if (error instanceof FolderError) throw error
    throw new FolderError(`${file} cannot be read to its end (${(error as Error).message}).`, { cause: error })
  } finally {
    await root.close()
    rmSync(`${file}-lock`, { force: true })
  }
}
