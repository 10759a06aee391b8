import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { ApiError, create, request } from './request.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** What becomes of a request on a line that hangs, and after how many ms. */
async function hanging(start: () => Promise<unknown>): Promise<{ status: unknown; ms: unknown }> {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
  const error = await start().catch((error: unknown) => error)
  return { status: error instanceof ApiError ? error.status : error, ms: timeout.mock.calls[0]?.[0] }
}

it.each<[string, () => Promise<unknown>, number]>([
  ['a question', () => request('GET', '/me'), 20_000],
  ['a large flow', () => request('POST', '/flows', 'x'.repeat(999_998)), 120_000],
  ['one that calls services', () => request('POST', '/tries/1/messages', undefined, undefined, 60_000), 60_000],
])('on a line that hangs %s ends like on no line', async (_, start, ms) => {
  vi.stubGlobal('fetch', async (_: string, { signal }: RequestInit) => signal?.throwIfAborted())
  expect(await hanging(start)).toEqual({ status: 0, ms })
})

it('an answer that breaks off in the middle did not arrive', async () => {
  const broken = new ReadableStream({ start: (stream) => stream.error(new Error('cut off')) })
  vi.stubGlobal('fetch', async () => new Response(broken))
  expect(await hanging(() => request('GET', '/me'))).toMatchObject({ status: 0 })
})

it('what is made by a double click is made once, and both clicks get it; after a second, or a failure, it is made again', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let made = 0
  let status = 200
  vi.stubGlobal('fetch', async () => Response.json({ id: ++made }, { status }))
  const makes = () => create<{ id: number }>('/tokens', { name: 'CRM' })
  expect(await Promise.all([makes(), makes(), create('/tokens', { name: 'shop' })])).toEqual([{ id: 1 }, { id: 1 }, { id: 2 }])
  await vi.advanceTimersByTimeAsync(200)
  expect(await makes()).toEqual({ id: 1 })
  await vi.advanceTimersByTimeAsync(1_000)
  status = 503
  await expect(makes()).rejects.toThrow()
  status = 200
  expect(await makes()).toEqual({ id: 4 })
})
