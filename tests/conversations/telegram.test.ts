import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { channels } from '#server/channels/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { buttonsOf, startTelegramPeer } from '#tests/peers/telegram/peer.ts'
import { type Said, things } from '#tests/peers/telegram/updates.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { deskOf } from '#tests/support/desk.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'
import { openBot } from '#tests/support/talk/vendors.ts'

const mei = { id: 700_001, name: 'Mei' }

/** A shop with a bot, the Bot API’s stand-in, and what stands on Mei’s phone. */
async function shop(open: OpenTestStore, flow = threeMessages()) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startTelegramPeer({ ...seed, now: clock.now })
  await seedShop(store, testSecrets, { botApi: peer.url, flows: [flow] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  await openBot(server)
  const conversationId = conversationIdOf(seed.telegram, String(mei.id))
  const does = async (said: Said | Said[], how?: { copies: number }) => {
    const statuses = await peer.brings(mei, said, how)
    expect(new Set(statuses)).toEqual(new Set([200]))
    await server.engine.queue.idle()
    await tried()
  }
  /** All that was said was handed to the vendor, or waits for what the vendor did not take. */
  const tried = async () => {
    for (;;) {
      await server.outbox.idle()
      const ids = (await store.collection(turns).find({ 'state.conversationId': conversationId })).items.flatMap(({ say }) =>
        say.map(({ id }) => id),
      )
      const made = await store.collection(deliveries).getMany(ids)
      const waits = made.some(({ attempts, dueAt }) => attempts > 0 && dueAt)
      if (made.length === ids.length && (waits || made.every(({ dueAt }) => !dueAt))) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const shown = () => peer.sent().map(({ params }) => params.text)
  /** Presses a button of the newest message that has some. */
  const presses = (label: string, how?: { copies: number }) => {
    const message = peer.sent().findLast((one) => buttonsOf(one).length > 0)
    const button = message && buttonsOf(message).find(({ text }) => text === label)
    if (!message || !button) throw new Error(`no button “${label}”`)
    return does({ press: { data: button.callback_data, messageId: message.messageId } }, how)
  }
  const { act, thread } = deskOf(() => server, conversationId)
  const became = async () => (await thread()).flatMap(({ say }) => say.map(({ delivery }) => delivery))
  const close = async () => {
    await server.close()
    await peer.close()
  }
  return { clock, store, peer, server, does, presses, shown, act, thread, became, close }
}

eachStore('a bot of Telegram', (open) => {
  it('asks the language, then the topic, and answers; each pressed button stops turning', async () => {
    const { peer, does, presses, shown, thread, close } = await shop(open)
    await does({ text: 'hi' })
    await presses('English')
    await presses('Returns')
    expect(shown()).toEqual(['Which language?', 'What about?', 'Answer 2'])
    expect(buttonsOf(peer.sent()[1]!).map(({ text }) => text)).toEqual(['Orders', 'Returns', 'Products'])
    expect(peer.answered()).toHaveLength(2)
    expect(peer.refused()).toEqual([])
    expect((await thread()).map(({ event }) => event.kind)).toEqual(['message', 'message', 'message'])
    await close()
  })

  it('takes a typed number for a button, in any digits', async () => {
    const { does, shown, close } = await shop(open)
    await does({ text: 'hi' })
    await does({ text: '1' })
    await does({ text: '٣' })
    expect(shown()).toEqual(['Which language?', 'What about?', 'Answer 3'])
    await close()
  })

  it('takes an update that comes three times once, a message and a press', async () => {
    const { store, does, presses, shown, close } = await shop(open)
    await does({ text: 'hi' }, { copies: 3 })
    await presses('English', { copies: 3 })
    expect(await store.collection(turns).count({})).toBe(2)
    expect(shown()).toEqual(['Which language?', 'What about?'])
    await close()
  })

  it('answers several people at once, each in their order', async () => {
    const { peer, server, close } = await shop(open)
    const people = Array.from({ length: 8 }, (_, i) => ({ id: 800_000 + i, name: `Customer ${i}` }))
    await Promise.all(people.map((one) => peer.brings(one, [{ text: 'hi' }, { text: '1' }, { text: '2' }])))
    await server.engine.queue.idle()
    await expect.poll(() => peer.sent().length).toBe(24)
    for (const { id } of people)
      expect(
        peer
          .sent()
          .filter(({ chatId }) => chatId === id)
          .map(({ params }) => params.text),
      ).toEqual(['Which language?', 'What about?', 'Answer 2'])
    await close()
  })

  it('refuses what does not carry its secret word, and keeps nothing of it', async () => {
    const { store, peer, close } = await shop(open)
    expect(await peer.brings(mei, { text: 'hi' }, { secretToken: 'another' })).toEqual([401])
    expect(await peer.brings(mei, { text: 'hi' }, { secretToken: '' })).toEqual([401])
    expect(await store.collection(turns).count({})).toBe(0)
    await close()
  })

  it('lets the agent answer, and says so when the customer has blocked it', async () => {
    const { peer, does, act, shown, became, close } = await shop(open, newFlow('Silent'))
    await does({ text: 'hello' })
    await act({ do: 'take' })
    await act({ do: 'reply', text: 'Here we are.', clientId: 'r1' })
    await expect.poll(shown).toEqual(['Here we are.'])
    await does({ membership: 'kicked' })
    await act({ do: 'reply', text: 'Still there?', clientId: 'r2' })
    await expect.poll(async () => (await became()).map((one) => one?.status)).toEqual(['sent', 'failed'])
    expect((await became())[1]?.reason).toEqual({ code: 'blocked' })
    expect(peer.refused()).toMatchObject([{ code: 403 }])
    await close()
  })

  it('waits as long as it is told to when it sends too fast, and then goes on in order', async () => {
    const { clock, peer, server, does, shown, became, close } = await shop(open)
    peer.failNext(429, 'Too Many Requests: retry after 7', { retry_after: 7 })
    await does({ text: 'hi' })
    expect([shown(), (await became()).map((one) => one?.status)]).toEqual([[], ['queued']])
    await does({ text: '1' })
    clock.pass(6_000)
    server.outbox.nudge()
    await server.outbox.idle()
    expect(shown()).toEqual([])
    await expect
      .poll(() => {
        clock.pass(2_000)
        server.outbox.nudge()
        return shown()
      })
      .toEqual(['Which language?', 'What about?'])
    await close()
  })

  it('is out of order when its token is taken back, and says what to do', async () => {
    const { store, peer, does, became, close } = await shop(open)
    peer.accepts('4242:another')
    await does({ text: 'hi' })
    await expect.poll(async () => (await became())[0]?.status).toBe('failed')
    const bot = await store.collection(channels).get(seed.telegram)
    expect(bot?.troubles?.call).toMatchObject({ stops: true, reason: { code: 'token-refused' }, code: '401' })
    await close()
  })

  it('shows what is no text, learns a number that is the customer’s own, and hears what is changed later', async () => {
    const { does, thread, close } = await shop(open, newFlow('Silent'))
    await does({ text: 'hello' })
    for (const message of Object.values(things)) await does({ message })
    await does({ message: { contact: { phone_number: '852 9123 4567', first_name: 'Mei', user_id: mei.id } } })
    await does({ edit: { messageId: 1, text: 'hello!' } })
    const contents = (await thread()).flatMap(({ event }) => (event.kind === 'message' ? [event.message.content] : []))
    expect(contents.map(({ kind }) => kind)).toEqual([
      'text',
      'media',
      'media',
      'media',
      'media',
      'location',
      'unsupported',
      'contacts',
      'edited',
    ])
    expect(contents[6]).toEqual({ kind: 'unsupported', what: 'dice' })
    expect(contents[8]).toEqual({ kind: 'edited', original: `${mei.id}.1`, text: 'hello!' })
    const learned = (await thread()).flatMap(({ effects }) => effects)
    expect(JSON.stringify(learned)).toContain('+85291234567')
    await close()
  })

  it('opens a file that a customer sent', async () => {
    const { peer, server, store, close } = await shop(open)
    const bot = await store.collection(channels).get(seed.telegram)
    const io = server.deps.channels.get('telegram')
    const channel = await server.channels.get(seed.telegram)
    if (!bot || !io?.media || !channel) throw new Error('no bot')
    peer.keeps('AgACAgQ-large', { path: 'photos/file_1.jpg', type: 'image/jpeg', body: Buffer.from('a picture') })
    const file = await io.media(channel, 'AgACAgQ-large')
    if (file.kind !== 'file') throw new Error(file.kind)
    const chunks: Buffer[] = []
    for await (const chunk of file.body) chunks.push(chunk as Buffer)
    expect([file.type, Buffer.concat(chunks).toString()]).toEqual(['image/jpeg', 'a picture'])
    expect(await io.media(channel, 'gone')).toEqual({ kind: 'gone' })
    expect(await io.media(channel, '../secret')).toEqual({ kind: 'gone' })
    await close()
  })
})
