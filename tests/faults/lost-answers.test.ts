import { expect, it } from 'vitest'
import { conversations } from '#server/chats/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { counters } from '#server/statistics/collections.ts'
import { StoreUnavailable } from '#server/store/contract.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type FaultyStore, faulty } from '#tests/support/faulty-store.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

/** A shop on WhatsApp whose store fails when the test says so. */
async function shop(open: OpenTestStore) {
  const clock = testClock()
  const store: FaultyStore = faulty(await open({ now: clock.now }))
  const peer = await startWhatsAppPeer({ ...seed, window: false })
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  const says = (id: string, text: string) =>
    handleMessage(server.engine, {
      workspaceId: seed.workspaceId,
      channelKind: 'whatsapp',
      message: {
        id,
        channelId: seed.whatsApp,
        from: { externalId: '85290001234' },
        at: new Date(clock.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
  /** The projections as often as it takes: what failed is tried again. */
  const caughtUp = async () => {
    for (let tries = 0; tries < 3; tries++) await server.projections.flush().catch(() => {})
  }
  const entered = async (nodeId: string) =>
    (await store.collection(counters).find({ flowId: 'flow1', grain: null })).items
      .filter((counter) => counter.nodeId === nodeId)
      .reduce((sum, counter) => sum + counter.entered, 0)
  const row = async () => (await store.collection(conversations).find({})).items[0]
  const close = async () => {
    await server.close()
    await peer.close()
    await store.close()
  }
  return { ...server, clock, store, peer, says, caughtUp, entered, row, close }
}

eachStore('when the store does not answer', (open) => {
  it('a message whose flows and time zone cannot be read is refused, and taken when it comes again', async () => {
    const { store, says, close } = await shop(open)
    store.fail('workspaces', 'get', 'before')
    store.fail('flows', 'find', 'before')
    await expect(says('m1', 'hi')).rejects.toThrow(StoreUnavailable)
    expect(await says('m1', 'hi')).toMatchObject({ kind: 'turn' })
    await close()
  })

  it('a message that was saved all the same is answered and counted, once', async () => {
    const { store, peer, says, caughtUp, entered, row, close } = await shop(open)
    store.fail('turns', 'insert', 'after')
    await expect(says('m1', 'hi')).rejects.toThrow(StoreUnavailable)
    expect(await says('m1', 'hi')).toMatchObject({ kind: 'duplicate' })
    await caughtUp()
    expect(await peer.arrived(1)).toHaveLength(1)
    expect([await entered('start'), (await row())?.turn]).toEqual([1, 1])
    await close()
  })

  it('a reply whose delivery could not be written is sent later', async () => {
    const { store, peer, says, caughtUp, close } = await shop(open)
    store.fail('deliveries', 'insertMany', 'before')
    await says('m1', 'hi')
    await caughtUp()
    expect(await peer.arrived(1)).toHaveLength(1)
    await close()
  })

  it('a batch that could not be opened takes nothing with it, and nothing is counted twice', async () => {
    const { store, says, caughtUp, entered, row, close } = await shop(open)
    await says('m1', 'hi')
    store.fail('batches', 'insert', 'before')
    await caughtUp()
    expect((await row())?.turn).toBe(1)
    for (const [at, text] of ['English', 'Orders'].entries()) {
      await says(`m${at + 2}`, text)
      await caughtUp()
    }
    expect([(await row())?.turn, await entered('start'), await entered('language'), await entered('topic')]).toEqual([3, 1, 1, 1])
    await close()
  })
})
