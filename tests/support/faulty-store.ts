import { type Collection, type CollectionDefinition, type Store, type Stored, StoreUnavailable } from '#server/store/contract.ts'

/** A store that does not always answer, as a database behind a network does not. */
export interface FaultyStore extends Store {
  /** The next such call fails: `before` it did anything, or `after` it, so that only its answer is lost. */
  fail(collection: string, method: keyof Collection<Stored>, when: 'before' | 'after'): void
  /** Nobody is told of a change while `act` runs, and all are told after it that they missed something; or those of one collection. */
  unheard(act: () => Promise<unknown>, of?: CollectionDefinition<never>): Promise<void>
}

export function faulty(store: Store): FaultyStore {
  const faults: { name: string; method: string; when: 'before' | 'after' }[] = []
  const due = (name: string, method: string) => {
    const at = faults.findIndex((fault) => fault.name === name && fault.method === method)
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.when
  }
  const lost = () => new StoreUnavailable('the answer was lost')
  const known = new Map<string, unknown>()
  const listeners = new Set<{ to: string; missed(): void }>()
  let deafTo: (name: string) => boolean = () => false

  function subscribe<T extends Stored>(real: Collection<T>): Collection<T>['subscribe'] {
    return (listener, missed = () => {}) => {
      const listening = { to: real.name, missed }
      listeners.add(listening)
      const stop = real.subscribe((change) => void (deafTo(real.name) || listener(change)), missed)
      return () => {
        listeners.delete(listening)
        stop()
      }
    }
  }

  function collection<T extends Stored>(definition: CollectionDefinition<T>): Collection<T> {
    const made = known.get(definition.name)
    if (made) return made as Collection<T>
    const real = store.collection(definition)
    const wrapped = new Proxy(real, {
      get(target, method: keyof Collection<T> & string) {
        if (method === 'subscribe') return subscribe(target)
        const act = target[method]
        if (typeof act !== 'function') return act
        return (...given: never[]) => {
          const when = due(definition.name, method)
          const answer = () => (act as (...all: never[]) => unknown).apply(target, given)
          if (when === 'before') return Promise.reject(lost())
          if (when === 'after') return Promise.resolve(answer()).then(() => Promise.reject(lost()))
          return answer()
        }
      },
    })
    known.set(definition.name, wrapped)
    return wrapped
  }

  return {
    ...store,
    collection,
    fail: (name, method, when) => void faults.push({ name, method, when }),
    async unheard(act, of) {
      const deaf = (name: string): boolean => of === undefined || of.name === name
      deafTo = deaf
      await act()
      deafTo = () => false
      for (const { to, missed } of [...listeners]) if (deaf(to)) missed()
    },
  }
}
