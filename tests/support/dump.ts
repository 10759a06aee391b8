import * as definitions from '#server/store/collections.ts'
import type { CollectionDefinition, Store, Stored } from '#server/store/contract.ts'

/** Every document of every collection, as one value: to see that nothing was written, or that no secret was. */
export async function dump(store: Store): Promise<Record<string, Stored[]>> {
  const all: CollectionDefinition<Stored>[] = Object.values(definitions) as CollectionDefinition<never>[]
  const documents = all.map(async (definition) => {
    const { items } = await store.collection(definition).find({}, { sort: { _id: 1 }, limit: 1000 })
    return [definition.name, items] as const
  })
  return Object.fromEntries(await Promise.all(documents))
}
