import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { KnownChannel } from '#server/channels/channel-book.ts'
import { channels, vendorFiles } from '#server/channels/collections.ts'
import { keepOwnFile } from '#server/files/keep-own-file.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { ownFileSender } from '#server/outbox/send-own-file.ts'
import { rawMail } from '#tests/peers/email/mails.ts'
import { startSmtpPeer } from '#tests/peers/email/smtp.ts'
import { startTelegramPeer } from '#tests/peers/telegram/peer.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { mailboxDoc, publishFlow, seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'
import { takeMail } from '#tests/support/talk/email-line.ts'
import { openBot } from '#tests/support/talk/vendors.ts'

const picture = Buffer.from('a picture of a lamp')
const dayMs = 86_400_000

const admin = { caller: { user: { id: 'admin1', name: 'Ada', email: 'ada@shop.example' } }, workspaceId: seed.workspaceId }

/** Says hello with a picture, whatever is written. */
function greeting(url: string): Flow {
  const flow = newFlow('Greeting')
  flow.nodes.push({
    id: 'lamp',
    type: 'send-message',
    position: { x: 300, y: 0 },
    data: { config: { text: { en: 'Our lamp' }, media: { kind: 'image', url } } },
  })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'lamp' })
  return flow
}

async function shop(open: OpenTestStore, { type = 'image/png', bytes = picture }: { type?: string; bytes?: Buffer } = {}) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const [whatsApp, telegram] = [
    await startWhatsAppPeer({ ...seed, now: clock.now }),
    await startTelegramPeer({ ...seed, now: clock.now }),
  ]
  await seedShop(store, testSecrets, { apiBaseUrl: whatsApp.url, botApi: telegram.url, flows: [] })
  const start = () => inProcess(store, { clock, allow: [whatsApp.place, telegram.place], workers: false })
  let server = await start()
  await openBot(server)
  const given = {
    type,
    body: (async function* () {
      yield bytes
    })(),
  }
  const file = await keepOwnFile(server.deps, admin, 'lamp.png', given)
  await publishFlow(store, 'flow1', 1, greeting(file.address))
  const writes = {
    whatsapp: async (customer: number) => {
      const said = { from: `8529000${1000 + customer}`, say: says.text('hi') }
      expect(await whatsApp.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, said)).toEqual([200])
    },
    telegram: async (customer: number) => {
      expect(await telegram.brings({ id: 700_000 + customer }, { text: 'hi' })).toEqual([200])
    },
  }
  /** What went out, by what the vendor was told of the picture. */
  const pictures = {
    whatsapp: () => whatsApp.sent().map(({ body }) => (body.image as { id?: string; link?: string }).id),
    telegram: () => telegram.sent().map(({ params }) => (params.photo instanceof File ? 'along' : params.photo)),
  }
  const close = async () => {
    await server.close()
    await whatsApp.close()
    await telegram.close()
  }
  return {
    clock,
    store,
    file,
    whatsApp,
    telegram,
    writes,
    pictures,
    server: () => server,
    async restarts() {
      await server.close()
      server = await start()
      await openBot(server)
    },
    delivered: () => server.outbox.idle(),
    all: async () => (await store.collection(deliveries).find({}, { limit: 1000 })).items,
    close,
  }
}

eachStore('a picture that the shop has uploaded', (open) => {
  it('goes to WhatsApp once, and is sent by its id in a hundred chats, at once and after a restart', async () => {
    const { whatsApp, writes, pictures, delivered, restarts, close } = await shop(open)
    await Promise.all(Array.from({ length: 100 }, (_, i) => writes.whatsapp(i)))
    await expect.poll(() => whatsApp.sent().length, { timeout: 20_000 }).toBe(100)
    await delivered()
    await restarts()
    await writes.whatsapp(100)
    await whatsApp.arrived(101)
    const [upload, ...more] = whatsApp.uploads()
    expect(more).toEqual([])
    expect(upload).toMatchObject({ type: 'image/png', name: 'lamp.png', bytes: picture })
    expect(new Set(pictures.whatsapp())).toEqual(new Set([upload?.id]))
    expect(whatsApp.sent()[0]?.body).toMatchObject({ type: 'image', image: { caption: 'Our lamp' } })
    expect(whatsApp.refused()).toEqual([])
    await close()
  })

  it('goes along with the first message over Telegram, and is sent by its id in all others', async () => {
    const { telegram, writes, pictures, close } = await shop(open)
    await Promise.all(Array.from({ length: 20 }, (_, i) => writes.telegram(i)))
    await expect.poll(() => telegram.sent().length, { timeout: 20_000 }).toBe(20)
    const [upload, ...more] = telegram.uploads()
    expect(more).toEqual([])
    expect([upload?.file.name, await upload?.file.text()]).toEqual(['lamp.png', String(picture)])
    expect(pictures.telegram()).toEqual(['along', ...Array.from({ length: 19 }, () => upload?.fileId)])
    expect(telegram.refused()).toEqual([])
    await close()
  })

  it('is uploaded anew when the time of its id is over', async () => {
    const { clock, whatsApp, writes, pictures, close } = await shop(open)
    await writes.whatsapp(1)
    await whatsApp.arrived(1)
    clock.pass(28 * dayMs)
    await writes.whatsapp(2)
    await whatsApp.arrived(2)
    clock.pass(2 * dayMs)
    await writes.whatsapp(3)
    await whatsApp.arrived(3)
    const ids = whatsApp.uploads().map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(pictures.whatsapp()).toEqual([ids[0], ids[0], ids[1]])
    expect(whatsApp.refused().map(({ body }) => body)).toEqual([])
    await close()
  })

  it('is uploaded anew, once, when the vendor does not know its id any more', async () => {
    const { whatsApp, telegram, writes, pictures, close } = await shop(open)
    await writes.whatsapp(1)
    await whatsApp.arrived(1)
    whatsApp.loses(whatsApp.uploads()[0]?.id ?? '')
    await writes.whatsapp(2)
    await whatsApp.arrived(2)
    await writes.whatsapp(3)
    await whatsApp.arrived(3)
    const ids = whatsApp.uploads().map(({ id }) => id)
    expect(pictures.whatsapp()).toEqual([ids[0], ids[1], ids[1]])
    expect(whatsApp.refused().map(({ code }) => code)).toEqual([100])

    await writes.telegram(1)
    await expect.poll(() => telegram.sent().length).toBe(1)
    telegram.loses(telegram.uploads()[0]?.fileId ?? '')
    await writes.telegram(2)
    await expect.poll(() => telegram.sent().length).toBe(2)
    await writes.telegram(3)
    await expect.poll(() => telegram.sent().length).toBe(3)
    expect(pictures.telegram()).toEqual(['along', 'along', telegram.uploads()[1]?.fileId])
    await close()
  })

  it('whose upload fails is tried again as messages are, and fails with the vendor’s reason where that lasts', async () => {
    const { clock, whatsApp, writes, all, delivered, close } = await shop(open)
    whatsApp.failUploads(131000, 1, 500)
    await writes.whatsapp(1)
    await expect
      .poll(async () => (await all())[0])
      .toMatchObject({ status: 'queued', attempts: 1, reason: { code: 'vendor-trouble' } })
    await delivered()
    clock.pass(5_000)
    await whatsApp.arrived(1)
    expect(whatsApp.uploads()).toHaveLength(1)
    await close()

    const other = await shop(open)
    other.whatsApp.failUploads(131053)
    await other.writes.whatsapp(1)
    await expect.poll(async () => (await other.all())[0]).toMatchObject({ status: 'failed', reason: { code: 'unreadable-file' } })
    expect(other.whatsApp.sent()).toEqual([])
    await other.close()
  })

  it('is not taken to a vendor that takes no such file: the message fails with what is wrong', async () => {
    const { whatsApp, writes, all, close } = await shop(open, { type: 'image/gif' })
    await writes.whatsapp(1)
    await expect
      .poll(async () => (await all())[0])
      .toMatchObject({ status: 'failed', reason: { code: 'file-not-taken', values: { details: 'image/gif, 1 KB' } } })
    expect([whatsApp.uploads(), whatsApp.sent()]).toEqual([[], []])
    await close()
  })

  it('is linked in mails: where the server knows no address of its own, the mail fails and says so', async () => {
    const { store, server, file, all, close } = await shop(open)
    const smtp = await startSmtpPeer()
    await store.collection(channels).insert(mailboxDoc(testSecrets, { imap: 1143, smtp: smtp.port }))
    await takeMail(server(), rawMail({ from: 'mei@mail.example', text: 'hi', messageId: '<m1@mail.example>' }))
    await expect.poll(async () => (await all())[0]).toMatchObject({ status: 'failed', reason: { code: 'no-public-url' } })
    const linked: unknown[] = []
    const send = ownFileSender({ engine: server().engine, publicUrl: 'https://chat.shop.example' })
    const channel = (await server().channels.get(seed.email)) as KnownChannel
    await send(channel, { kind: 'media', media: 'image', url: file.address }, file.id, async (drawn) => {
      linked.push(drawn)
      return { ok: true, providerId: '1' }
    })
    expect(linked).toEqual([{ kind: 'media', media: 'image', url: `https://chat.shop.example${file.address}` }])
    await smtp.close()
    await close()
  })

  it('that was brought there by a process that died before it knew is brought there once more', async () => {
    const { store, whatsApp, writes, close } = await shop(open)
    await writes.whatsapp(1)
    await whatsApp.arrived(1)
    await expect.poll(() => store.collection(vendorFiles).count({})).toBe(1)
    await store.collection(vendorFiles).delete({})
    await writes.whatsapp(2)
    await writes.whatsapp(3)
    await whatsApp.arrived(3)
    expect(whatsApp.uploads()).toHaveLength(2)
    await close()
  })
})
