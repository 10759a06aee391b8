import { expect, it } from 'vitest'
import type { Turn } from '#schemas/turn.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'

eachStore('two replies of one conversation', (open) => {
  /** A server whose turns are saved as another process would have saved them just now: no delivery is written yet. */
  const twoTurns = async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const peer = await startWhatsAppPeer({ ...seed, window: false })
    await seedShop(store, testSecrets, { apiBaseUrl: peer.url })
    const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
    server.engine.turnListeners.clear()
    const says = async (id: string, text: string): Promise<Turn> => {
      const message = {
        id,
        channelId: seed.whatsApp,
        from: { externalId: '85290001234' },
        at: new Date(clock.now()).toISOString(),
        content: { kind: 'text' as const, text },
      }
      const handled = await handleMessage(server.engine, { workspaceId: seed.workspaceId, channelKind: 'whatsapp', message })
      return (handled as { turn: Turn }).turn
    }
    const [first, second] = [await says('m1', 'hi'), await says('m2', 'English')]
    const close = async () => {
      await server.close()
      await peer.close()
      await store.close()
    }
    return { ...server, store, clock, peer, first, second, close }
  }

  it('go out in their order, also when the second one’s delivery is written first', async () => {
    const { outbox, peer, clock, first, second, close } = await twoTurns()
    await outbox.send(second)
    await outbox.idle()
    expect(peer.sent()).toEqual([])
    await outbox.send(first)
    clock.pass(5_000)
    outbox.nudge()
    const sent = await peer.arrived(2)
    expect(sent.map(({ ourId }) => ourId)).toEqual([first.say[0]?.id, second.say[0]?.id])
    await close()
  })

  it('go out one right after the other, also when another process sends the first one', async () => {
    const { outbox, peer, store, clock, first, second, close } = await twoTurns()
    const docs = store.collection(deliveries)
    const at = (ms: number) => new Date(clock.now() + ms).toISOString()
    await docs.insert({
      _id: first.say[0]?.id as string,
      workspaceId: seed.workspaceId,
      channelId: seed.whatsApp,
      channelKind: 'whatsapp',
      conversationId: first.state.conversationId,
      turnNumber: first.number,
      address: first.state.address,
      status: 'queued',
      providerIds: [],
      attempts: 0,
      dueAt: at(15_000),
      at: first.at,
    })
    await outbox.send(second)
    await outbox.idle()
    expect(peer.sent()).toEqual([])
    await docs.update(first.say[0]?.id as string, { $set: { status: 'sent', providerIds: ['wamid.1'] }, $unset: ['dueAt'] })
    clock.pass(50)
    outbox.nudge()
    const [sent] = await peer.arrived(1)
    expect(sent?.ourId).toBe(second.say[0]?.id)
    await close()
  })

  it('do not wait for ever for a delivery that nobody wrote', async () => {
    const { outbox, peer, clock, second, close } = await twoTurns()
    clock.pass(10 * 60_000)
    await outbox.send(second)
    const [sent] = await peer.arrived(1)
    expect(sent?.ourId).toBe(second.say[0]?.id)
    await close()
  })
})
