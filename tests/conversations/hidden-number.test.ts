import { afterEach, expect, it } from 'vitest'
import { newestState } from '#server/engine/turns/take-turn.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type Said, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '../support/in-process.ts'
import { seed, seedShop } from '../support/seed.ts'
import { eachStore } from '../support/stores.ts'

const newUserId = 'HK.20000000000000000001'
const newPhone = '85290009999'
const userId = 'HK.13491208655302741918'
const phone = '85290001234'

eachStore('a WhatsApp customer', (open) => {
  const running: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close()
  })

  type Who = Omit<Said, 'say'>
  /** To whom the vendor sent an answer after each of these messages. After a restart the server remembers what it kept. */
  async function heard(...said: (Who | 'restart')[]) {
    const { says, restart, ...chat } = await talking()
    let to: unknown[] = []
    for (const who of said) {
      if (who === 'restart') await restart()
      else to = await says(who)
    }
    return { ...chat, to }
  }

  async function talking() {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
    await seedShop(store, testSecrets, { apiBaseUrl: peer.url })
    const start = () => inProcess(store, { clock, allow: [peer.place], workers: false })
    let server = await start()
    running.push({ close: () => server.close() }, peer)
    const webhook = () => `${server.url}/webhooks/whatsapp/${seed.whatsApp}`
    const words = ['hi', 'English', 'Returns']
    const restart = async () => {
      await server.close()
      server = await start()
    }
    /** To whom the vendor sent an answer after each message so far. */
    const hears = async (who: Who): Promise<unknown[]> => {
      const heardOf = peer.sent().length
      const one = { ...who, say: says.text(words[heardOf] as string) }
      expect(await peer.deliver(webhook(), one)).toEqual([200])
      await peer.arrived(heardOf + 1)
      return peer.sent().map(({ body }) => body.to ?? body.recipient)
    }
    const state = (externalId: string) => newestState(server.engine, conversationIdOf(seed.whatsApp, externalId))
    const post = async (body: unknown) => (await fetch(webhook(), { method: 'POST', ...signed(seed, body) })).status
    return { state, post, says: hears, restart }
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

  it('who was first known by the number keeps that conversation when the other id comes, with the number and alone', async () => {
    const { state, to } = await heard({ from: phone }, { from: phone, userId }, 'restart', { userId })
    expect(await state(phone)).toMatchObject({ number: 3, state: { contact: { phone: `+${phone}` } } })
    expect(await state(userId)).toBeUndefined()
    expect(to).toEqual([phone, phone, phone])
  })

  it.each([
    ['at once', []],
    ['after a restart', ['restart'] as const],
  ])('who is answered from the phone, which tells the number only, has that answer in the same chat: %s', async (_, later) => {
    const { state, post } = await heard({ from: phone, userId }, ...later)
    expect(await post(echoBody)).toBe(200)
    expect(await state(userId)).toMatchObject({ number: 2 })
    expect(await state(phone)).toBeUndefined()
  })

  it('who writes from another number is answered there, not at the number they had', async () => {
    const { state, to } = await heard({ from: phone, userId }, { from: newPhone, userId }, { userId })
    expect(to).toEqual([phone, newPhone, newPhone])
    expect(await state(userId)).toMatchObject({ number: 3, state: { contact: { phone: `+${newPhone}` } } })
  })

  it.each<[string, Who, Record<string, unknown>, Who, string]>([
    [
      'the number, which makes a new id',
      { from: phone, userId },
      { type: 'user_changed_number', wa_id: newPhone, user_id: newUserId, previous_user_id: userId },
      { from: newPhone, userId: newUserId },
      newPhone,
    ],
    ['the number alone', { from: phone }, { type: 'user_changed_number', wa_id: newPhone }, { from: newPhone }, newPhone],
    [
      'the id alone',
      { userId },
      { type: 'user_changed_user_id', user_id: newUserId, previous_user_id: userId },
      { userId: newUserId },
      newUserId,
    ],
  ])('who changed %s is the same person, and is answered at the new one', async (_, before, system, after, there) => {
    const { post, state, says } = await talking()
    await says(before)
    const body = {
      type: 'system',
      system: { body: 'User Mei changed', ...system },
      ...(before.from ? { from: before.from } : {}),
    }
    expect(await post(systemBody(body))).toBe(200)
    const to = await says(after)
    expect(to.at(-1)).toBe(there)
    expect(await state(before.userId ?? (before.from as string))).toMatchObject({ number: 3, state: { address: there } })
    expect(await state(after.userId ?? (after.from as string))).toBeUndefined()
  })

  it.each([
    ['the id', [{ from: phone, userId }]],
    ['the number', [{ from: phone }, { from: phone, userId }]],
  ])('who has the number of somebody once known by %s is not that person', async (_, before) => {
    const { state } = await heard(...before, { from: phone, userId: newUserId }, { from: phone, userId: newUserId })
    expect(await state(newUserId)).toMatchObject({ number: 2 })
  })
})

const systemBody = (message: Record<string, unknown>) => ({
  entry: [
    {
      changes: [
        {
          field: 'messages',
          value: {
            metadata: { phone_number_id: seed.phoneNumberId },
            messages: [{ id: 'wamid.SYSTEM', timestamp: '1764000003', ...message }],
          },
        },
      ],
    },
  ],
})
const echoBody = {
  entry: [
    {
      changes: [
        {
          field: 'smb_message_echoes',
          value: {
            metadata: { phone_number_id: seed.phoneNumberId },
            message_echoes: [
              {
                from: '85220000000',
                to: phone,
                id: 'wamid.ECHO',
                timestamp: '1764000003',
                type: 'text',
                text: { body: 'Let me look' },
              },
            ],
          },
        },
      ],
    },
  ],
}
