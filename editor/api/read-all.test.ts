import { afterEach, expect, it, vi } from 'vitest'
import { readAll } from './read-all.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server with a list of so many items, `read` as many pages of it. */
function aList(length: number) {
  let read = 0
  vi.stubGlobal('fetch', async (url: string) => {
    read++
    const query = new URL(url, 'https://chat.example').searchParams
    const [from, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit'))]
    const items = Array.from({ length: Math.min(limit, length - from) }, (_, i) => from + i)
    return Response.json({ items, ...(from + limit < length ? { next: String(from + limit) } : {}) })
  })
  return () => read
}

it.each([
  [0, 1],
  [200, 1],
  [450, 3],
])('a list of %d is read whole, in %d pages', async (length, pages) => {
  const read = aList(length)
  expect([await readAll('/flows'), read()]).toEqual([{ items: Array.from({ length }, (_, i) => i) }, pages])
})

it('a list without end is read to 5,000 and says that there is more', async () => {
  const read = aList(1_000_000)
  const { items, next } = await readAll('/flows')
  expect([items.length, next, read()]).toEqual([5_000, '5000', 25])
})
