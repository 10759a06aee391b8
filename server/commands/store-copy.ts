import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keyFileIn } from '../secrets.ts'
import { allCollections, channels } from '../store/collections.ts'
import type { CollectionDefinition, Store, Stored } from '../store/contract.ts'
import type { CopyableCollection, WholeDocument } from '../store/copying.ts'
import { openEmbedded } from '../store/embedded/open.ts'
import { openMongo } from '../store/mongo/open.ts'

export interface CopyableStore extends Store {
  collection<T extends Stored>(definition: CollectionDefinition<T>): CopyableCollection<T>
}

export interface CopiedCollection {
  name: string
  count: number
  /** SHA-256 of the documents, whatever order they come in. */
  hash: string
  same: boolean
}

/** Copies every collection into an empty store and reads both again: counts and hashes must agree. No server may be running on either. */
export async function copyStore(
  from: CopyableStore,
  to: CopyableStore,
  collections: CollectionDefinition<Stored>[] = allCollections,
): Promise<CopiedCollection[]> {
  for (const definition of collections)
    if ((await to.collection(definition).count({})) > 0)
      throw new CopyError(`The target already has ${definition.name}. Copy into an empty folder or database.`)
  const copied: CopiedCollection[] = []
  for (const definition of collections) {
    const [source, target] = [from.collection(definition), to.collection(definition)]
    for await (const docs of pagesOf(source)) await target.copyIn(docs)
    const [there, here] = [await digest(source), await digest(target)]
    copied.push({ name: definition.name, ...here, same: there.count === here.count && there.hash === here.hash })
  }
  return copied
}

/** Cannot be copied; the message is a sentence for the operator. */
export class CopyError extends Error {
  override name = 'CopyError'
}

async function* pagesOf(collection: CopyableCollection<Stored>): AsyncGenerator<WholeDocument[]> {
  let after: string | undefined
  do {
    const page = await collection.copyOut(after)
    yield page.items
    after = page.next
  } while (after !== undefined)
}

/** The documents' own hashes, added up. */
async function digest(collection: CopyableCollection<Stored>): Promise<{ count: number; hash: string }> {
  let count = 0
  let sum = 0n
  for await (const docs of pagesOf(collection))
    for (const doc of docs) {
      count++
      sum = (sum + BigInt(`0x${createHash('sha256').update(canonical(doc)).digest('hex')}`)) % 2n ** 256n
    }
  return { count, hash: sum.toString(16).padStart(64, '0') }
}

/** JSON with every object's fields in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}

const isMongo = (place: string): boolean => /^mongodb(\+srv)?:\/\//.test(place)

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
  const sealed = copied.some(({ name, count }) => name === channels.name && count > 0)
  if (isMongo(from) || !sealed || !existsSync(key)) return ''
  return `The secrets of the channels are sealed with ${key}: start the copy with its content as ALUR_SECRET_KEY.\n`
}

async function main(): Promise<void> {
  const { from, to } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values
  if (!from || !to)
    throw new CopyError('npm run store:copy -- --from <data folder or mongodb://…> --to <data folder or mongodb://…>')
  const source = await openPlace(from, true)
  try {
    const target = await openPlace(to, false)
    try {
      const copied = await copyStore(source, target)
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}
