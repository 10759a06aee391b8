import { expect, it } from 'vitest'
import { buildUnderTest } from '#tests/support/child-server.ts'
import { measure } from './measure.ts'

it('the benchmark talks to the server as customers do, and every reply is right', async () => {
  buildUnderTest()
  const rows = await measure({ wanted: ['a', 'b'], rounds: 1, warmUpMs: 50, ms: 100, chats: 40, waiting: 0 }, () => {})
  expect([...new Set(rows.map(({ id }) => id))]).toEqual(['a', 'b'])
  expect(rows.filter(({ name }) => name.includes('wrong')).map(({ alur }) => alur)).toEqual([0, 0])
}, 120_000)
