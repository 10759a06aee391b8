import { allCollections } from '#server/collections.ts'
import type { Store, Stored } from '#server/store/contract.ts'

/** Every document of every collection, as one value: to see that nothing was written, or that no secret was. */
export async function dump(store: Store): Promise<Record<string, Stored[]>> {
  const documents = allCollections.map(async (definition) => {
    const { items } = await store.collection(definition).find({}, { sort: { _id: 1 }, limit: 1000 })
    return [definition.name, items] as const
  })
  return Object.fromEntries(await Promise.all(documents))
}
