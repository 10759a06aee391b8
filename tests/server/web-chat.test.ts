import { afterAll, beforeAll, expect, it } from 'vitest'
import { visitorIdOf } from '#server/engine/ids.ts'
import type { Store } from '#server/store/contract.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'

const clock = testClock()
let store: Store
let server: Awaited<ReturnType<typeof inProcess>>

beforeAll(async () => {
  store = await openTestEmbedded({ now: clock.now })
  await seedShop(store, testSecrets)
  server = await inProcess(store, { clock, workers: false })
})

afterAll(async () => {
  await server.close()
  await store.close()
})

const keyOf = (visitor: string): string => visitor.padEnd(43, '-')
const post = (visitor: string, path: string, body: unknown): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${keyOf(visitor)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

it('a web chat takes no webhooks: nobody writes into another visitor’s chat that way', async () => {
  const body = { visitorId: visitorIdOf(keyOf('mei')), clientId: 'm1', text: 'I am Mei' }
  const answer = await post('bo', `/webhooks/web-chat/${seed.webChat}`, body)
  expect(answer.status).toBe(404)
  expect(await server.engine.turns.count({})).toBe(0)
})
