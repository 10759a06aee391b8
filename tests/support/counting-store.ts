import type { Collection, CollectionDefinition, Store, Stored } from '#server/store/contract.ts'

/** A store that notes what is asked of it: `flows.get`, `turns.insert`, … */
export interface CountingStore extends Store {
  /** What was asked since this was called last. */
  asked(): string[]
}

export function counting(store: Store): CountingStore {
  let asked: string[] = []
  const known = new Map<string, unknown>()

  function collection<T extends Stored>(definition: CollectionDefinition<T>): Collection<T> {
    const made = known.get(definition.name)
    if (made) return made as Collection<T>
    const noted = new Proxy(store.collection(definition), {
      get(target, method: keyof Collection<T> & string) {
        const act = target[method]
        if (typeof act !== 'function' || method === 'subscribe') return act
        return (...given: unknown[]) => {
          // Nothing to insert is nothing asked.
          if (method !== 'insertMany' || (given[0] as unknown[]).length > 0) asked.push(`${definition.name}.${method}`)
          return (act as (...all: unknown[]) => unknown).apply(target, given)
        }
      },
    })
    known.set(definition.name, noted)
    return noted
  }

  return {
    ...store,
    collection,
    asked: () => {
      const before = asked
      asked = []
      return before
    },
  }
}
