import type { Collection, CollectionDefinition, IndexDefinition, Store } from '#server/store/contract.ts'

/** A document of the store's own tests: whatever fields a case needs. */
export interface Thing {
  _id: string
  [field: string]: unknown
}

export const thingsWith = (...indexes: IndexDefinition[]): CollectionDefinition<Thing> => ({ name: 'things', indexes })

/** A collection of things with these documents in it. */
export async function things(store: Store, docs: Thing[], ...indexes: IndexDefinition[]): Promise<Collection<Thing>> {
  const collection = store.collection(thingsWith(...indexes))
  await collection.insertMany(docs)
  return collection
}

export const idsOf = (docs: { _id: string }[]): string[] => docs.map((doc) => doc._id)

/** Every page's ids, by asking for one page after another. */
export async function pages(
  collection: Collection<Thing>,
  filter: Parameters<Collection<Thing>['find']>[0],
  options: Parameters<Collection<Thing>['find']>[1],
): Promise<string[][]> {
  const found: string[][] = []
  let after: string | undefined
  do {
    const page = await collection.find(filter, { ...options, after })
    found.push(idsOf(page.items))
    after = page.next
  } while (after)
  return found
}
