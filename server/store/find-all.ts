import type { Collection, Filter, FindOptions, Stored } from './contract.ts'

/** Everything that fits, a page at a time; nobody who stops asking reads more. */
export async function* pagesOf<T extends Stored>(
  docs: Pick<Collection<T>, 'find'>,
  filter: Filter,
  options: Omit<FindOptions, 'after'>,
): AsyncGenerator<T[]> {
  let after: string | undefined
  do {
    const page = await docs.find(filter, { ...options, ...(after ? { after } : {}) })
    yield page.items
    after = page.next
  } while (after)
}

/** Every document that fits, or some fields of each: for what is known to be few, or needed whole. */
export async function findAll<T extends Stored>(
  docs: Pick<Collection<T>, 'find'>,
  filter: Filter,
  sort: NonNullable<FindOptions['sort']>,
  fields?: FindOptions['fields'],
): Promise<T[]> {
  const all: T[] = []
  for await (const page of pagesOf(docs, filter, { sort, limit: 1000, ...(fields ? { fields } : {}) })) all.push(...page)
  return all
}
