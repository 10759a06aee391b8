import type { StoreMigration } from '#server/migrations/migration.ts'
import type { Store } from '#server/store/contract.ts'
import { thingsWith } from './things.ts'

export const counted = thingsWith({ name: 'n', fields: { n: 1 } })

/**
 * A migration for tests: each thing's `n` is counted up once and marked as done, ten a page. `between` is told after every write, with how
 * many this process has made.
 */
export function countingUp(between: (writes: number) => Promise<void> | void = () => {}): StoreMigration {
  let writes = 0
  return {
    id: '0001-counting-up',
    does: 'every thing is counted up',
    async page(store: Store, after: string | undefined) {
      const docs = store.collection(counted)
      const { items, next } = await docs.find({}, { sort: { _id: 1 }, limit: 10, ...(after === undefined ? {} : { after }) })
      let changed = 0
      for (const { _id } of items) {
        if (await docs.update(_id, { $inc: { n: 1 }, $set: { done: true } }, { done: null })) changed++
        await between(++writes)
      }
      return { changed, next }
    },
  }
}

/** Things to be counted up: a0 … */
export const things = (count: number) => Array.from({ length: count }, (_, n) => ({ _id: `a${n}`, n }))
