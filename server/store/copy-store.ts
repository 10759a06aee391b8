import { createHash } from 'node:crypto'
import type { CollectionDefinition, Store, Stored } from './contract.ts'
import type { CopyableCollection, WholeDocument } from './copying.ts'

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

/** Copies collections into an empty store and reads both again: counts and hashes must agree. No server may be running on either. */
export async function copyStore(
  from: CopyableStore,
  to: CopyableStore,
  collections: readonly CollectionDefinition<Stored>[],
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
