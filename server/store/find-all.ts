import type { Collection, Filter, FindOptions, Stored } from './contract.ts'

/** Every document that fits, page after page: for what is known to be few, or needed whole. */
export async function findAll<T extends Stored>(
  docs: Pick<Collection<T>, 'find'>,
  filter: Filter,
  sort: NonNullable<FindOptions['sort']>,
): Promise<T[]> {
  const all: T[] = []
  let after: string | undefined
  do {
    const page = await docs.find(filter, { sort, limit: 1000, ...(after ? { after } : {}) })
    all.push(...page.items)
    after = page.next
  } while (after)
  return all
}
