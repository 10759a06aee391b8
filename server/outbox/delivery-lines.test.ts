import { expect, it } from 'vitest'
import { deliveryLines } from './delivery-lines.ts'

const channel = (channelId: string) => ({ channelId, channelKind: 'whatsapp' as const })
const of = (conversationId: string, name = conversationId) => ({ _id: name, conversationId, ...channel('shop') })

/** Lines whose work ends when it is told to; what happens is written down. */
function someLines(mostAtOnce = 10) {
  const seen: string[] = []
  const open = new Map<string, () => void>()
  const lines = deliveryLines({
    mostAtOnce: () => mostAtOnce,
    emptied: () => seen.push('emptied'),
    failed: (error, conversationId) => seen.push(`${conversationId}: ${(error as Error).message}`),
  })
  const add = (conversationId: string, name: string) =>
    lines.add(of(conversationId, name), () => {
      seen.push(`${name} begins`)
      return new Promise((done) => open.set(name, done))
    })
  return { lines, seen, add, end: (name: string) => open.get(name)?.() }
}

it('one conversation waits for itself and for nobody else', async () => {
  const { lines, seen, add, end } = someLines()
  add('anna', 'anna 1')
  add('anna', 'anna 2')
  add('ben', 'ben 1')
  expect(seen).toEqual(['anna 1 begins', 'ben 1 begins'])
  end('anna 1')
  await expect.poll(() => seen).toEqual(['anna 1 begins', 'ben 1 begins', 'anna 2 begins'])
  end('anna 2')
  end('ben 1')
  await lines.idle()
  expect([lines.holdsUp(of('anna')), lines.holdsUp(of('ben'))]).toEqual([false, false])
})

it('a channel is full while as many are under way as may be, and has room again afterwards', async () => {
  const { lines, add, end } = someLines(2)
  add('anna', 'anna 1')
  expect([lines.isFull(channel('shop')), lines.room(channel('shop')), lines.has('anna 2')]).toEqual([false, 1, false])
  add('anna', 'anna 2')
  expect([lines.isFull(channel('shop')), lines.isFull(channel('another')), lines.has('anna 2')]).toEqual([true, false, true])
  end('anna 1')
  await expect.poll(() => lines.isFull(channel('shop'))).toBe(false)
})

it('what is due behind a line is told of once, when the line is empty', async () => {
  const { lines, seen, add, end } = someLines()
  add('anna', 'anna 1')
  expect([lines.holdsUp(of('anna')), lines.holdsUp(of('anna')), lines.holdsUp(of('ben'))]).toEqual([true, true, false])
  end('anna 1')
  await lines.idle()
  expect(seen).toEqual(['anna 1 begins', 'emptied'])
})

it('what fails is told of, and the next in line goes on', async () => {
  const { lines, seen, add, end } = someLines()
  lines.add(of('anna'), () => Promise.reject(new Error('the disk is full')))
  add('anna', 'anna 2')
  await expect.poll(() => seen).toEqual(['anna: the disk is full', 'anna 2 begins'])
  end('anna 2')
  await lines.idle()
})

it('nothing begins any more once it stops; what has begun ends', async () => {
  const { lines, seen, add, end } = someLines()
  add('anna', 'anna 1')
  add('anna', 'anna 2')
  lines.stop()
  end('anna 1')
  await lines.idle()
  expect(seen).toEqual(['anna 1 begins'])
})
