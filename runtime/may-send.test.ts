import { expect, it } from 'vitest'
import { type Asked, maySend } from './may-send.ts'

const now = Date.parse('2026-11-23T10:00:00.000Z')
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString()

const inTheWay: [string, Partial<Asked>, object][] = [
  ['what was known of them was deleted', { forgotten: true }, { may: 'no', code: 'person-gone' }],
  ['they said STOP since', { unasked: { since: at(-60), stoppedAt: at(-1) } }, { may: 'no', code: 'opted-out' }],
  [
    'the window has closed',
    { allowance: { may: 'nothing', until: at(-1) } },
    { may: 'no', code: 'window-closed', values: { until: at(-1) } },
  ],
  ['the channel is out of order', { outOfOrder: { until: now + 1_000 } }, { may: 'later', at: at(1), code: 'out-of-order' }],
  ['the vendor takes no more yet', { readyAt: now + 5_000 }, { may: 'later', at: at(5), code: 'pace' }],
]

it.each(inTheWay)('a message is held back when %s', (_what, asked, answer) => {
  expect(maySend({ now, ...asked })).toEqual(answer)
})

it('of several reasons the first in the order is told, so that each message counts once', () => {
  const all = inTheWay.map(([, asked]) => asked)
  for (const [n, [, , answer]] of inTheWay.entries()) expect(maySend(Object.assign({ now }, ...all.slice(n)))).toEqual(answer)
})

it('a message goes when nothing is in its way', () => {
  expect(maySend({ now })).toEqual({ may: 'go' })
  const fine: Asked = {
    now,
    forgotten: false,
    unasked: { since: at(-1), stoppedAt: at(-60) },
    allowance: { may: 'anything', until: at(60) },
    readyAt: now,
  }
  expect(maySend(fine)).toEqual({ may: 'go' })
})
