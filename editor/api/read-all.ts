import type { Listing } from '#schemas/api/shape.ts'
import { request } from './request.ts'

const perPage = 200
const mostPages = 25

/** The whole of a list that is shown at once. Beyond 5,000 items there is a `next`: not all of them were read. */
export async function readAll<Item>(path: string): Promise<Listing<Item>> {
  const items: Item[] = []
  let after: string | undefined
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await request<Listing<Item>>('GET', path, undefined, { limit: perPage, after })
    items.push(...page.items)
    after = page.next
    if (after === undefined) return { items }
  }
  return { items, next: after }
}
