import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keys } from '../../api/keys.ts'
import { queries } from '../../api/queries.ts'

const kept = new Map<string, string>()
vi.stubGlobal('sessionStorage', {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => kept.set(name, value),
})
const { desk } = await import('../desk.ts')
const { send, sendAgain } = await import('./send.ts')

/** What reached the server, in order. */
let arrived: string[] = []
let reachable = true
const post = async (_: string, { body }: { body: string }): Promise<Response> => {
  if (!reachable) throw new TypeError('no network')
  arrived.push(JSON.parse(body).text)
  return Response.json({ turn: { number: arrived.length } })
}

beforeEach(() => {
  arrived = []
  reachable = false
  vi.useFakeTimers()
  vi.stubGlobal('fetch', post)
  queries.setQueryData(keys.me, { user: { id: 'ada' } })
})
afterEach(() => {
  vi.useRealTimers()
  desk.setState({ unsent: [] })
})

const write = async (text: string): Promise<void> => {
  send({ workspaceId: 'w', conversationId: 'c', userId: 'ada', kind: 'reply', text })
  await vi.advanceTimersByTimeAsync(1)
}

it('what waited for a connection goes before what is written after it', async () => {
  await write('1')
  await write('2')
  reachable = true
  await write('3')
  expect(arrived).toEqual(['1', '2', '3'])
})

it('trying the second of two again sends the first before it', async () => {
  await write('1')
  await write('2')
  reachable = true
  const second = desk.getState().unsent[1]
  if (second) sendAgain(second)
  await vi.advanceTimersByTimeAsync(1)
  expect(arrived).toEqual(['1', '2'])
})

it('what waits is tried again by itself, as long as whoever wrote it is here', async () => {
  await write('1')
  await vi.advanceTimersByTimeAsync(20_000)
  queries.setQueryData(keys.me, { user: { id: 'bo' } })
  reachable = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(arrived).toEqual([])
  queries.setQueryData(keys.me, { user: { id: 'ada' } })
  reachable = false
  await write('2')
  reachable = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect([arrived, desk.getState().unsent]).toEqual([['1', '2'], []])
})
