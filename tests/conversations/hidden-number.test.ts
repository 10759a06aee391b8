import { afterEach, expect, it } from 'vitest'
import { conversationIdOf } from '#server/engine/ids.ts'
import { newestState } from '#server/engine/take-turn.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type Said, says } from '#tests/peers/whatsapp/webhooks.ts'
import { inProcess, testClock, testSecrets } from '../support/in-process.ts'
import { seed, seedShop } from '../support/seed.ts'
import { eachStore } from '../support/stores.ts'

const userId = 'HK.13491208655302741918'
const phone = '85290001234'

eachStore('a WhatsApp customer', (open) => {
  const running: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close()
  })

  /** What the vendor took, after each of these messages: to whom, and what it says. */
  async function heard(...said: Omit<Said, 'say'>[]) {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
    await seedShop(store, testSecrets, { apiBaseUrl: peer.url })
    const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
    running.push(server, peer)
    const words = ['hi', 'English', 'Returns']
    for (const [i, who] of said.entries()) {
      const one = { ...who, say: says.text(words[i] as string) }
      expect(await peer.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, one)).toEqual([200])
      await peer.arrived(i + 1)
    }
    const state = (externalId: string) => newestState(server.engine, conversationIdOf(seed.whatsApp, externalId))
    return { state, to: peer.sent().map(({ body }) => body.to ?? body.recipient) }
  }

  it('who hides the number stays the same person, and is answered at the number they had', async () => {
    const { state, to } = await heard({ from: phone, userId }, { userId }, { userId })
    expect(await state(userId)).toMatchObject({ number: 3, state: { contact: { name: 'Mei Wong', phone: `+${phone}` } } })
    expect(to).toEqual([phone, phone, phone])
    expect(await state(phone)).toBeUndefined()
  })

  it('who shows the number later stays the same person, and is answered at the id they came with', async () => {
    const { state, to } = await heard({ userId }, { from: phone, userId })
    expect(await state(userId)).toMatchObject({ number: 2, state: { contact: { phone: `+${phone}` } } })
    expect(to).toEqual([userId, userId])
  })

  it('is known by the number where the vendor tells no other id', async () => {
    const { state, to } = await heard({ from: phone }, { from: phone })
    expect(await state(phone)).toMatchObject({ number: 2 })
    expect(to).toEqual([phone, phone])
  })
})
