import { expect, it } from 'vitest'
import type { SaidMessage, Turn } from '#schemas/turn.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import type { ChannelIO, SendResult } from '#server/channels/contract.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { applyStatus } from '#server/outbox/apply-status.ts'
import { type DeliveryDoc, deliveries } from '#server/outbox/collections.ts'
import { startOutbox } from '#server/outbox/outbox.ts'
import type { Collection } from '#server/store/contract.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore, openTestEmbedded } from '#tests/support/stores.ts'

/** A shop whose WhatsApp is the test: it says what becomes of every send. */
async function shop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets)
  const { engine, channels, close } = await inProcess(store, { clock, workers: false })
  engine.turnListeners.clear()
  const handled = await handleMessage(engine, {
    workspaceId: seed.workspaceId,
    channelKind: 'whatsapp',
    message: {
      id: 'm1',
      channelId: seed.whatsApp,
      from: { externalId: '85290001234' },
      at: new Date(clock.now()).toISOString(),
      content: { kind: 'text', text: 'hi' },
    },
  })
  const { turn } = handled as { turn: Turn }
  const outbox = (send: (ourId: string) => Promise<SendResult>) => {
    const whatsapp: ChannelIO = {
      send: (_channel, { biz_opaque_callback_data: ourId }) => send(String(ourId)),
      settingsSchema: { schema: {}, secrets: [], readable: [] },
    }
    return startOutbox({ engine, channels, io: new Map([['whatsapp', whatsapp]]), health: channelHealth(engine) })
  }
  const only = async () => (await store.collection(deliveries).find({})).items[0]
  return { clock, engine, turn, outbox, only, close, store }
}

const unanswered: SendResult = { ok: false, retry: true, why: { code: 'unreachable' } }

eachStore('a send whose answer does not come', (open) => {
  it('is not repeated when the vendor has told meanwhile that the message was sent', async () => {
    const { clock, engine, turn, outbox, only, close } = await shop(open)
    const sent: string[] = []
    const worker = outbox(async (ourId) => {
      sent.push(ourId)
      const at = new Date(clock.now()).toISOString()
      await applyStatus(engine, seed.whatsApp, { kind: 'status', providerId: 'wamid.1', ourId, status: 'sent', at })
      clock.pass(10_000)
      return unanswered
    })
    await worker.send(turn)
    await worker.idle()
    clock.pass(60_000)
    worker.nudge()
    await expect.poll(async () => (await only())?.dueAt).toBeUndefined()
    expect(sent).toHaveLength(1)
    expect(await only()).toMatchObject({ status: 'sent', providerIds: ['wamid.1'] })
    await worker.stop()
    await close()
  })

  it('is repeated when nobody knows of it', async () => {
    const { clock, turn, outbox, only, close } = await shop(open)
    const sent: string[] = []
    const worker = outbox(async (ourId) => (sent.push(ourId) === 1 ? unanswered : { ok: true, providerId: 'wamid.2' }))
    await worker.send(turn)
    await worker.idle()
    clock.pass(60_000)
    worker.nudge()
    await expect.poll(async () => (await only())?.status).toBe('sent')
    expect(sent).toEqual([turn.say[0]?.id, turn.say[0]?.id])
    await worker.stop()
    await close()
  })
})

it('a reply that a killed process may have sent before its delivery was written is not said twice', async () => {
  const { clock, engine, turn, outbox, store, only, close } = await shop(openTestEmbedded)
  expect(store.alone).toBe(true)
  const sent: string[] = []
  const worker = outbox(async (ourId) => {
    sent.push(ourId)
    return { ok: true, providerId: 'wamid.2' }
  })
  await worker.sendLeft(turn)
  await worker.idle()
  // The vendor tells of it as soon as somebody listens again.
  const ourId = turn.say[0]?.id as string
  const at = new Date(clock.now()).toISOString()
  await applyStatus(engine, seed.whatsApp, { kind: 'status', providerId: 'wamid.1', ourId, status: 'sent', at })
  clock.pass(14_000)
  worker.nudge()
  await worker.idle()
  expect(sent).toEqual([])
  clock.pass(1_000)
  worker.nudge()
  await expect.poll(async () => (await only())?.dueAt).toBeUndefined()
  expect([sent, await only()]).toMatchObject([[], { status: 'sent', providerIds: ['wamid.1'] }])
  await worker.stop()
  await close()
  await store.close()
})

it('a reply that no process can have sent before its delivery was written goes out at once', async () => {
  const { turn, outbox, store, close } = await shop(async (options) => ({ ...(await openTestEmbedded(options)), alone: false }))
  expect(store.alone).toBe(false)
  const sent: string[] = []
  const worker = outbox(async (ourId) => {
    sent.push(ourId)
    return { ok: true, providerId: 'wamid.1' }
  })
  await worker.sendLeft(turn)
  await worker.idle()
  expect(sent).toEqual([turn.say[0]?.id])
  await worker.stop()
  await close()
  await store.close()
})

eachStore('a message that waits long behind another', (open) => {
  type Sending = (delivery: DeliveryDoc | null, at: number, docs: Collection<DeliveryDoc>) => Promise<void>

  /** Two messages of one turn, each of which takes WhatsApp nine seconds. */
  const slowly = async (open: OpenTestStore, sending: Sending) => {
    const { clock, turn, outbox, store, close } = await shop(open)
    const said = turn.say[0] as SaidMessage
    const docs = store.collection(deliveries)
    const sent: string[] = []
    const worker = outbox(async (ourId) => {
      sent.push(ourId)
      await sending(await docs.get(ourId), clock.now(), docs)
      clock.pass(9_000)
      return { ok: true, providerId: `wamid.${ourId}` }
    })
    const second = { ...said, id: `${turn._id}.1` }
    await worker.sendMissing({ ...turn, say: [said, second] })
    await worker.idle()
    await worker.stop()
    await close()
    return { sent, first: said.id, second: second.id }
  }

  it('is kept from other processes for as long as its own send may take', async () => {
    const left: number[] = []
    const { sent } = await slowly(open, async (delivery, at) => void left.push(Date.parse(delivery?.dueAt ?? '') - at))
    expect(sent).toHaveLength(2)
    expect(left.every((ms) => ms >= 10_000)).toBe(true)
  })

  it('is left to the process that has taken it up meanwhile', async () => {
    const { sent, first } = await slowly(open, async (delivery, at, docs) => {
      const second = delivery?._id.replace(/0$/, '1') as string
      await docs.update(second, { $set: { dueAt: new Date(at + 60_000).toISOString() } })
    })
    expect(sent).toEqual([first])
  })
})
