import { expect, it, vi } from 'vitest'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import { channelBook } from '#server/channels/channel-book.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import type { ChannelIO, SendResult } from '#server/channels/contract.ts'
import { type DeliveryDoc, deliveries } from '#server/outbox/collections.ts'
import { startOutbox } from '#server/outbox/outbox.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const mostAtOnce = 20

/** A shop whose WhatsApp, or mail server, is the test: each send waits until it is answered. */
async function shop(open: OpenTestStore, over: 'whatsapp' | 'email' = 'whatsapp') {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets, { mail: { imap: 993, smtp: 465 } })
  const engine = await anEngine(store, clock)
  const waiting: { id: string; answer(result: SendResult): void }[] = []
  const send: ChannelIO['send'] = (_channel, { biz_opaque_callback_data: id, ourId = id }) =>
    new Promise((answer) => waiting.push({ id: String(ourId), answer }))
  const channels = channelBook(store, testSecrets.open)
  const outbox = startOutbox({
    engine,
    channels,
    io: new Map([[over, { send } as ChannelIO]]),
    health: channelHealth(engine),
    mostAtOnce,
  })
  let said = 0
  const says = async (text: string, from = '85290001234'): Promise<Turn> => {
    const handled = await writes(engine, `m${++said}`, text, from, over)
    if (handled.kind !== 'turn') throw new Error(`no turn: ${handled.kind}`)
    await outbox.send(handled.turn)
    return handled.turn
  }
  const close = async () => {
    await outbox.stop()
    channels.close()
    await engine.close()
    await store.close()
  }
  const rounds = () => engine.duties.get('outbox')?.rounds ?? 0
  return { clock, engine, docs: store.collection(deliveries), waiting, outbox, rounds, says, close }
}

const ok: SendResult = { ok: true, providerId: 'wamid.1' }
const unanswered: SendResult = { ok: false, retry: true, why: { code: 'unreachable' } }

eachStore('replies that a vendor is slow to take', (open) => {
  it('are not sent again when it is known by then that they were sent', async () => {
    const { docs, waiting, outbox, says, close } = await shop(open)
    await says('hi')
    await expect.poll(() => waiting.length).toBe(1)
    const id = waiting[0]?.id as string
    await docs.update(id, { $set: { status: 'sent', providerIds: ['wamid.1'] }, $unset: ['dueAt'] })
    waiting[0]?.answer(unanswered)
    await outbox.idle()
    expect(outbox.results).toEqual({ accepted: 0, again: 1, failed: 0 })
    expect(await docs.get(id)).toMatchObject({ status: 'sent', attempts: 0 })
    expect(await docs.count({ dueAt: { $gt: '' } })).toBe(0)
    await close()
  })

  it.each<[string, SendResult]>([
    ['takes it', ok],
    ['refuses it', { ok: false, retry: false, why: { code: 'refused' } }],
    ['does not answer', unanswered],
  ])('leave nothing behind when their chat is deleted before the vendor %s', async (_, result) => {
    const { engine, docs, waiting, outbox, says, close } = await shop(open)
    const { _id, state } = await says('hi')
    await expect.poll(() => waiting.length).toBe(1)
    // Its turns go first, and then what is being sent of them.
    await engine.turns.delete({ _id: idsOfTurns(state.conversationId) })
    await docs.delete({ conversationId: state.conversationId })
    waiting[0]?.answer(result)
    await outbox.idle()
    expect([await docs.count({}), await engine.turns.get(_id)]).toEqual([0, null])
    await close()
  })

  it('are not overtaken by what is said while one of them waits for the other', async () => {
    const { clock, docs, waiting, outbox, says, close } = await shop(open)
    const answerNext = async (result: SendResult) => {
      await expect.poll(() => waiting.length).toBe(1)
      const { id, answer } = waiting.pop() as (typeof waiting)[0]
      answer(result)
      await outbox.idle()
      return id
    }
    const passes = (ms: number) => {
      clock.pass(ms)
      outbox.nudge()
    }
    const turns = [await says('hi')]
    await answerNext(ok)
    turns.push(await says('English'))
    await answerNext(unanswered)
    turns.push(await says('what'))
    await outbox.idle()
    // The third looks again shortly before the second is tried again. It waits, and its delivery stays as it was written.
    const third = await docs.get(turns[2]?.say[0]?.id as string)
    passes(900)
    await outbox.idle()
    turns.push(await says('what'))
    await outbox.idle()
    expect(await docs.get(third?._id as string)).toEqual(third)
    passes(100)
    const sent: string[] = []
    for (let i = 0; i < 3; i++) {
      await expect.poll(() => waiting.length).toBe(1)
      const { id, answer } = waiting.pop() as (typeof waiting)[0]
      answer(ok)
      sent.push(id)
    }
    expect(sent).toEqual(turns.slice(1).map(({ say }) => say[0]?.id))
    await close()
  })

  it('do not keep others from being tried again, however many of one customer wait', async () => {
    const { clock, docs, waiting, outbox, says, close } = await shop(open)
    await says('hi')
    await expect.poll(() => waiting.length).toBe(1)
    const unsent = await docs.get(waiting[0]?.id as string)
    const due = new Date(clock.now()).toISOString()
    await docs.insertMany(
      Array.from({ length: 510 }, (_, i) => ({ ...unsent, _id: `${unsent?._id}.${i}`, dueAt: due }) as DeliveryDoc),
    )
    await says('hi', '85290005678')
    await expect.poll(() => waiting.length).toBe(2)
    const id = waiting[1]?.id
    waiting[1]?.answer(unanswered)
    await expect.poll(async () => (await docs.get(id as string))?.attempts).toBe(1)
    clock.pass(1_000)
    outbox.nudge()
    await expect.poll(() => waiting[2]?.id).toBe(id)
    for (const { answer } of waiting) answer(ok)
    await close()
  })

  it('wait in the store when there are more than can be sent at once, and all go out', async () => {
    const { clock, docs, waiting, outbox, rounds, says, close } = await shop(open)
    const people = mostAtOnce + 5
    for (let i = 0; i < people; i++) await says('hi', `8529${i}`)
    await expect.poll(() => waiting.length).toBe(mostAtOnce)
    expect(await docs.count({})).toBe(people)
    clock.pass(5_000)
    const before = rounds()
    outbox.nudge()
    await expect.poll(rounds).toBeGreaterThan(before)
    expect(waiting.length).toBe(mostAtOnce)
    // What waits is due since it was said: nothing was written because it waits.
    expect(await docs.count({ dueAt: { $lte: new Date(clock.now() - 5_000).toISOString() } })).toBe(5)
    // The others may be sent as soon as one of these is through.
    let answered = 0
    const allAnswered = () => {
      for (const { answer } of waiting.slice(answered)) answer(ok)
      answered = waiting.length
      return answered
    }
    allAnswered()
    clock.pass(5_000)
    outbox.nudge()
    await expect.poll(allAnswered).toBe(people)
    await outbox.idle()
    expect(await docs.count({ status: 'sent' })).toBe(people)
    expect(new Set(waiting.map(({ id }) => id)).size).toBe(people)
    await close()
  })

  it('are not sent a second time while the vendor takes its time', async () => {
    intervalsByHand()
    const { clock, docs, waiting, outbox, rounds, says, close } = await shop(open)
    await says('hi')
    await expect.poll(() => waiting.length).toBe(1)
    const id = waiting[0]?.id as string
    const due = async () => (await docs.get(id))?.dueAt as string
    for (let n = 0; n < 5; n++) {
      const before = await due()
      clock.pass(10_000)
      vi.advanceTimersByTime(10_000)
      await expect.poll(due).not.toBe(before)
      const looked = rounds()
      outbox.nudge()
      await expect.poll(rounds).toBeGreaterThan(looked)
    }
    expect(waiting.length).toBe(1)
    waiting[0]?.answer(unanswered)
    await outbox.idle()
    expect(await docs.get(id)).toMatchObject({ attempts: 1 })
    await close()
  })

  it('go to a mail server over a few connections, and what waits for one is not counted as tried', async () => {
    const { docs, waiting, outbox, says, close } = await shop(open, 'email')
    const people = 12
    for (let i = 0; i < people; i++) await says('hi', `customer${i}@mail.example`)
    await expect.poll(() => waiting.length).toBe(5)
    outbox.nudge()
    const sent: string[] = []
    while (sent.length < people) {
      await expect.poll(() => waiting.length).toBeGreaterThan(0)
      expect(waiting.length).toBeLessThanOrEqual(5)
      for (const { id, answer } of waiting.splice(0)) {
        sent.push(id)
        answer(ok)
      }
      outbox.nudge()
    }
    await outbox.idle()
    expect(new Set(sent).size).toBe(people)
    expect(await docs.count({ status: 'sent', attempts: 0 })).toBe(people)
    await close()
  })
})
