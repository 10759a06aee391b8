import { expect, it } from 'vitest'
import { type Turn, turnId } from '#schemas/turn.ts'
import { channelBook } from '#server/channels/channel-book.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import { channels } from '#server/channels/collections.ts'
import type { ChannelIO, SendResult } from '#server/channels/contract.ts'
import { turns } from '#server/engine/collections.ts'
import { type DeliveryDoc, deliveries } from '#server/outbox/collections.ts'
import { startOutbox } from '#server/outbox/outbox.ts'
import type { Store } from '#server/store/contract.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { counting } from '#tests/support/counting-store.ts'
import { type TestClock, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

/** A process that sends through WhatsApp, which is the test: it answers each send as it is told to. */
async function aProcess(store: Store, clock: TestClock, writer = 'a') {
  const counted = counting(store)
  const engine = await anEngine(counted, clock, { writer })
  const sent: string[] = []
  const answers: SendResult[] = []
  const send: ChannelIO['send'] = async (_channel, { biz_opaque_callback_data: id }) => {
    sent.push(String(id))
    return answers.shift() ?? { ok: true, providerId: `wamid.${id}` }
  }
  const book = channelBook(counted, testSecrets.open)
  const io = new Map([['whatsapp' as const, { send } as ChannelIO]])
  const outbox = startOutbox({ engine, channels: book, io, health: channelHealth(engine) })
  const rounds = () => engine.duties.get('outbox')?.rounds ?? 0
  /** Looks whether anything may go, and waits until what went has been noted. */
  const looks = async () => {
    const before = rounds()
    outbox.nudge()
    await expect.poll(rounds).toBeGreaterThan(before)
    await outbox.idle()
  }
  let said = 0
  /** A customer writes and is answered: what the turn says is handed to the outbox. */
  const says = async (text: string, from = '85290001234'): Promise<Turn> => {
    const handled = await writes(engine, `${writer}${++said}`, text, from, 'whatsapp')
    if (handled.kind !== 'turn') throw new Error(`no turn: ${handled.kind}`)
    await outbox.send(handled.turn)
    return handled.turn
  }
  const close = async () => {
    await outbox.stop()
    book.close()
    await engine.close()
  }
  return { engine, outbox, book, sent, answers, looks, says, asked: counted.asked, close }
}

async function shop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets)
  const first = await aProcess(store, clock)
  return { clock, store, docs: store.collection(deliveries), ...first }
}

const campaign = '2026-11-23T09:00:00.000Z'

/** So many messages that nobody waits for, as a campaign leaves them; the first of them stand in turns. */
async function bulk(store: Store, like: Turn, count: number, inTurns = 200): Promise<void> {
  const { inboundKey: _, marks: __, ...turn } = like
  const ids = Array.from({ length: count }, (_, n) => `bulk${String(n).padStart(6, '0')}`)
  await store.collection(deliveries).insertMany(
    ids.map((conversationId, n) => ({
      _id: `${turnId(conversationId, 1)}.0`,
      workspaceId: seed.workspaceId,
      channelId: seed.whatsApp,
      channelKind: 'whatsapp',
      conversationId,
      turnNumber: 1,
      address: `8526${String(n).padStart(7, '0')}`,
      status: 'queued',
      providerIds: [],
      attempts: 0,
      bulk: true,
      dueAt: campaign,
      at: campaign,
    })),
  )
  await store.collection(turns).insertMany(
    ids.slice(0, inTurns).map((conversationId) => {
      const _id = turnId(conversationId, 1)
      const say = turn.say.map((said, n) => ({ ...said, id: `${_id}.${n}` }))
      return { ...turn, _id, number: 1, say, state: { ...turn.state, conversationId } } as Turn
    }),
  )
}

const isBulk = (id: string) => id.startsWith('bulk')
const untouched = { bulk: true, dueAt: campaign } as const

eachStore('while 10,000 messages of a campaign wait', (open) => {
  it('a reply is sent at once, and nothing is written because something waits', async () => {
    const { clock, store, docs, sent, looks, says, asked, close } = await shop(open)
    const hello = await says('hi')
    clock.pass(1_000)
    await bulk(store, hello, 10_000)
    await looks()
    const begun = sent.filter(isBulk)
    // Half of what may go at once is left to replies.
    expect(begun).toHaveLength(8)
    sent.length = 0
    asked()
    const reply = await says('English')
    await expect.poll(() => sent).toEqual([reply.say[0]?.id])
    await looks()
    await looks()
    expect(sent).toHaveLength(1)
    const written = asked().filter((one) => /deliveries\.(update|put|insert|claim|delete)/.test(one))
    expect(written).toEqual(['deliveries.insertMany', 'deliveries.update'])
    expect(await docs.count(untouched)).toBe(10_000 - 8)
    await close()
  }, 60_000)

  it('they go at the vendor’s pace in the order in which they were made, and replies find their place', async () => {
    const { clock, store, sent, looks, says, close } = await shop(open)
    await bulk(store, await says('hi'), 1_000)
    sent.length = 0
    const replies: string[] = []
    for (let ms = 0; ms < 1_000; ms += 50) {
      await looks()
      if (ms % 200 === 0) replies.push((await says('hi', `8529${ms}`)).say[0]?.id as string)
      await looks()
      clock.pass(50)
    }
    expect(sent.length).toBeGreaterThan(60)
    expect(sent.length).toBeLessThanOrEqual(80)
    expect(sent.filter((id) => !isBulk(id))).toEqual(replies)
    // What goes together goes in no order.
    const went = sent.filter(isBulk).toSorted()
    expect(went).toEqual(went.map((_, n) => `bulk${String(n).padStart(6, '0')}.00000001.0`))
    await close()
  }, 60_000)

  it('two processes share the pace', async () => {
    const { clock, store, engine, looks, sent, says, close } = await shop(open)
    const other = await aProcess(store, clock, 'b')
    await bulk(store, await says('hi'), 500)
    for (const { batches } of [engine, other.engine]) await batches.leftBehind(30_000)
    sent.length = 0
    for (let ms = 0; ms < 1_000; ms += 50) {
      await Promise.all([looks(), other.looks()])
      clock.pass(50)
    }
    const all = [...sent, ...other.sent]
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeLessThanOrEqual(80)
    expect(all.length).toBeGreaterThan(40)
    for (const { length } of [sent, other.sent]) expect(length).toBeGreaterThan(10)
    await other.close()
    await close()
  }, 60_000)
})

eachStore('a vendor that is sent too much', (open) => {
  const tooMuch = (tooFast: 'channel' | 'person', afterMs: number): SendResult => ({
    ok: false,
    retry: true,
    tooFast,
    afterMs,
    why: { code: 'too-fast' },
  })

  it('is asked for nothing more of the channel until it takes messages again: one is tried again, the others only wait', async () => {
    const { clock, docs, sent, answers, looks, says, outbox, close } = await shop(open)
    answers.push(tooMuch('channel', 7_000))
    const first = await says('hi')
    await outbox.idle()
    const others = [await says('hi', '85290000001'), await says('hi', '85290000002')]
    const left = await docs.getMany(others.map(({ say }) => say[0]?.id as string))
    clock.pass(6_900)
    await looks()
    expect(sent).toHaveLength(1)
    const now = await docs.getMany(others.map(({ say }) => say[0]?.id as string))
    expect(now.sort(byId)).toEqual(left.sort(byId))
    expect(now.every(({ attempts }) => attempts === 0)).toBe(true)
    clock.pass(100)
    for (let i = 0; i < 10; i++) {
      await looks()
      clock.pass(50)
    }
    expect(sent.slice(1).sort()).toEqual([first, ...others].map(({ say }) => say[0]?.id).sort())
    expect(await docs.count({ status: 'sent' })).toBe(3)
    await close()
  })

  it('for one person is left alone with that one: others are answered', async () => {
    const { clock, docs, sent, answers, looks, says, outbox, close } = await shop(open)
    answers.push(tooMuch('person', 6_000))
    const first = await says('hi')
    await outbox.idle()
    const second = await says('English')
    const other = await says('hi', '85290000001')
    await looks()
    expect(sent.slice(1)).toEqual([other.say[0]?.id])
    clock.pass(6_000)
    await looks()
    clock.pass(6_000)
    await looks()
    expect(sent.slice(2)).toEqual([first.say[0]?.id, second.say[0]?.id])
    expect(await docs.count({ status: 'sent' })).toBe(3)
    await close()
  })
})

const byId = (a: DeliveryDoc, b: DeliveryDoc) => (a._id < b._id ? -1 : 1)

eachStore('a campaign through a channel that is out of order', (open) => {
  it('waits until a reply shows that it works again', async () => {
    const { clock, store, docs, sent, book, looks, says, close } = await shop(open)
    const hello = await says('hi')
    await looks()
    const trouble = { stops: true, reason: { code: 'locked' }, since: campaign }
    await store.collection(channels).update(seed.whatsApp, { $set: { 'troubles.call': trouble } })
    await expect.poll(async () => (await book.get(seed.whatsApp))?.troubles).toEqual({ call: trouble })
    await bulk(store, hello, 20)
    sent.length = 0
    for (let i = 0; i < 3; i++) {
      await looks()
      clock.pass(1_000)
    }
    expect([sent, await docs.count(untouched)]).toEqual([[], 20])
    await says('hi', '85290000001')
    await expect.poll(async () => (await store.collection(channels).get(seed.whatsApp))?.troubles?.call).toBeUndefined()
    await expect
      .poll(async () => {
        clock.pass(1_000)
        await looks()
        return docs.count(untouched)
      })
      .toBe(0)
    await close()
  })
})
