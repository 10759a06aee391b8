import { expect, it } from 'vitest'
import type { ChannelIO, SendResult } from '#server/channels/contract.ts'
import { channelBook } from '#server/engine/channel-book.ts'
import { deliveries } from '#server/store/collections.ts'
import { startOutbox } from '#server/workers/outbox.ts'
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'

eachStore('a reply whose sending came to nothing here', (open) => {
  it('is not sent again when it is known by then that it was sent', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    await seedShop(store, testSecrets)
    const engine = await anEngine(store, clock)
    let fails = (_: SendResult) => {}
    let calls = 0
    const send: ChannelIO['send'] = () => {
      calls++
      return new Promise((resolve) => {
        fails = resolve
      })
    }
    const channels = channelBook(store, testSecrets.open)
    const outbox = startOutbox({ engine, channels, io: { whatsapp: { send } as ChannelIO }, alarm: () => {} })
    const handled = await writes(engine, 'm1', 'hi', '85290001234', 'whatsapp')
    if (handled.kind === 'turn') await outbox.send(handled.turn)
    await expect.poll(() => calls).toBe(1)
    const docs = store.collection(deliveries)
    const id = (await docs.find({})).items[0]?._id ?? ''
    await docs.update(id, { $set: { status: 'sent', providerIds: ['wamid.1'] }, $unset: ['dueAt'] })
    fails({ ok: false, retry: true, reason: 'No answer' })
    await outbox.idle()
    expect(await docs.get(id)).toMatchObject({ status: 'sent', attempts: 0 })
    expect(await docs.count({ dueAt: { $gt: '' } })).toBe(0)
    await outbox.stop()
    channels.close()
    await store.close()
  })
})
