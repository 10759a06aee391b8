import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { askAgain } from './ask-again.ts'

const queryKey = ['inbox', 'w', 'waiting']

/** A list that is shown, whose answers come when they are given. */
function aList() {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000 } } })
  const asked: ((answer: string) => void)[] = []
  const queryFn = () => new Promise<string>((answer) => asked.push(answer))
  const list = new QueryObserver(queries, { queryKey, queryFn })
  list.subscribe(() => undefined)
  const shown = () => queries.getQueryData(queryKey)
  return {
    queries,
    asked,
    shown,
    /** Lets the `n`th question be answered. */
    async answers(n: number, answer: string) {
      asked[n]?.(answer)
      await expect.poll(shown).toBe(answer)
    },
  }
}

it('news while a list is fetched for the first time is not undone by the older answer', async () => {
  const { queries, asked, answers } = aList()
  askAgain(queries, { queryKey: ['inbox', 'w'], fetchStatus: 'fetching' })
  expect(asked).toHaveLength(1)
  await answers(0, 'before the news')
  await expect.poll(() => asked.length).toBe(2)
  await answers(1, 'after the news')
})

it('a hundred news while a list is fetched ask once more, not a hundred times, and let the answer come', async () => {
  const { queries, asked, answers } = aList()
  await answers(0, 'first')
  askAgain(queries, { queryKey })
  for (let i = 0; i < 100; i++) askAgain(queries, { queryKey })
  expect(asked).toHaveLength(2)
  await answers(1, 'second')
  await expect.poll(() => asked.length).toBe(3)
  await answers(2, 'third')
  expect(asked).toHaveLength(3)
})

it('a list that is at rest is left alone by news that was put into it', async () => {
  const { queries, asked, answers } = aList()
  await answers(0, 'at rest')
  askAgain(queries, { queryKey, fetchStatus: 'fetching' })
  expect(asked).toHaveLength(1)
})

it('an answer that does not come is asked for again, too', async () => {
  const queries = new QueryClient()
  let times = 0
  const list = new QueryObserver(queries, {
    queryKey,
    retry: false,
    queryFn: () => (times++ === 0 ? Promise.reject(new Error('away')) : Promise.resolve('here')),
  })
  list.subscribe(() => undefined)
  askAgain(queries, { queryKey, fetchStatus: 'fetching' })
  await expect.poll(() => queries.getQueryData(queryKey)).toBe('here')
})
