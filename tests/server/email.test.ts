import { expect, it } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { bounceOf, rawMail } from '#tests/peers/email/mails.ts'
import { type SmtpPeer, startSmtpPeer } from '#tests/peers/email/smtp.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'
import { takeMail } from '#tests/support/talk/email-line.ts'

const mailbox = {
  address: 'help@shop.example',
  fromName: 'Shop',
  imapHost: 'imap.shop.example',
  imapPort: '993',
  imapSecurity: 'tls',
  imapUser: 'help@shop.example',
  imapPassword: 'the-imap-password',
  smtpHost: 'smtp.shop.example',
  smtpPort: '465',
  smtpSecurity: 'tls',
  smtpUser: 'help@shop.example',
  smtpPassword: 'the-smtp-password',
}

async function developer(app: TestApp) {
  const w = await app.workspace()
  return { ...(await app.person({ [w]: 'developer' })), path: `/workspaces/${w}/channels` }
}

eachApp('a mailbox', (open) => {
  it('keeps both passwords sealed, and nobody but who may change it sees its servers', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'email', name: 'Mail', settings: mailbox }).expect(201)
    const { imapPassword, smtpPassword, ...shown } = mailbox
    expect(body).toMatchObject({ kind: 'email', links: {}, settings: { ...shown, hasImapPassword: true, hasSmtpPassword: true } })
    expect(JSON.stringify(await app.store.collection(channels).get(body.id))).not.toMatch(`${imapPassword}|${smtpPassword}`)
  })

  it.each([
    [
      'imapHost',
      '10.0.0.5',
      'tls',
      'the address is inside a private network, and the server’s ALUR_ALLOW_PRIVATE does not name it',
    ],
    ['smtpHost', 'smtp.shop.example', 'none', 'its connection must be encrypted, since it is sent a password'],
    [
      'smtpHost',
      'localhost',
      'tls',
      'the address is inside a private network, and the server’s ALUR_ALLOW_PRIVATE does not name it',
    ],
  ])('sends its password nowhere that others can listen or that is ours: %s %s, %s', async (field, host, security, why) => {
    const app = await open()
    const { client, path } = await developer(app)
    const half = field.slice(0, 4)
    const settings = { ...mailbox, [field]: host, [`${half}Security`]: security }
    const { body } = await client.post(path, { kind: 'email', name: 'Mail', settings }).expect(422)
    expect(body.error.problems).toEqual([{ path: `/settings/${field}`, message: `cannot be used: ${why}` }])
  })

  it.each([
    ['imapPort', '99999', 'is no port such as 993'],
    ['smtpPort', '0', 'is no port such as 465'],
    ['smtpPort', '22', 'cannot be used: this port may not be called'],
  ])('says at the port that it is none, or may not be called: %s %s', async (field, port, message) => {
    const app = await open()
    const { client, path } = await developer(app)
    const settings = { ...mailbox, [field]: port }
    const { body } = await client.post(path, { kind: 'email', name: 'Mail', settings }).expect(422)
    expect(body.error.problems).toEqual([{ path: `/settings/${field}`, message }])
  })

  it('is given its passwords again when they would go to another server', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    const { body } = await client.post(path, { kind: 'email', name: 'Mail', settings: mailbox }).expect(201)
    const moved = await client.patch(`${path}/${body.id}`, { settings: { smtpHost: 'elsewhere.example' } }).expect(422)
    expect(moved.body.error.problems.map((problem: { path: string }) => problem.path)).toEqual(['/settings/smtpPassword'])
  })

  it('is in one channel only: two would both answer', async () => {
    const app = await open()
    const { client, path } = await developer(app)
    await client.post(path, { kind: 'email', name: 'Mail', settings: mailbox }).expect(201)
    const { body } = await client.post(path, { kind: 'email', name: 'Again', settings: mailbox }).expect(422)
    expect(body.error.problems).toEqual([
      { path: '/settings/imapUser', message: 'is of a mailbox that is in the channel “Mail” already' },
    ])
  })

  it('says of each of its servers what is wrong when it is tested', async () => {
    const peer = await startSmtpPeer()
    const app = await open({ allowPrivate: [peer.place, '127.0.0.1:9143'] })
    const { client, path } = await developer(app)
    const inside = {
      imapHost: '127.0.0.1',
      imapPort: '9143',
      imapSecurity: 'none',
      smtpHost: '127.0.0.1',
      smtpPort: `${peer.port}`,
      smtpSecurity: 'none',
    }
    const settings = { ...mailbox, ...inside, smtpPassword: seed.mailPassword }
    const { body } = await client.post(path, { kind: 'email', name: 'Mail', settings }).expect(201)
    const test = async () => (await client.post(`${path}/${body.id}/test`).expect(200)).body
    expect(await test()).toMatchObject({ works: false, found: [{ code: 'unreachable', values: { server: 'IMAP' } }] })
    peer.accepts('another')
    expect(await test()).toMatchObject({
      works: false,
      found: [
        { code: 'sign-in-refused', values: { server: 'SMTP' } },
        { code: 'unreachable', values: { server: 'IMAP' } },
      ],
    })
    await peer.close()
  })
})

eachStore('the mails of a mailbox', (open) => {
  const mei = 'mei@mail.example'
  const shop = async (smtp?: SmtpPeer) => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    const peer = smtp ?? (await startSmtpPeer())
    await seedShop(store, testSecrets, { mail: { imap: 1143, smtp: peer.port } })
    const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
    const close = async () => {
      await server.close()
      await peer.close()
    }
    return { clock, store, peer, server, close }
  }
  const failing = async (fail: (peer: SmtpPeer) => void) => {
    const { store, peer, server, close } = await shop()
    fail(peer)
    await takeMail(server, rawMail({ from: mei, text: 'hi', messageId: '<m1@mail.example>' }))
    await server.outbox.idle()
    const made = async () => (await store.collection(deliveries).find({}, {})).items[0]
    return { store, peer, server, close, made }
  }

  it('are refused at its web address, whatever is sent there, and leave nothing behind', async () => {
    const { store, server, close } = await shop()
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? rawMail({ from: mei, text: 'hi' }) : null
      expect((await fetch(`${server.url}/webhooks/email/${seed.email}`, { method, body })).status).toBe(404)
    }
    expect(await store.collection(turns).count({})).toBe(0)
    await close()
  })

  it('that the server refuses for good fail with its words', async () => {
    const { made, close } = await failing((peer) => peer.failNext({ code: 550, words: '5.1.1 No such mailbox', at: 'RCPT' }))
    await expect.poll(async () => (await made())?.status).toBe('failed')
    expect((await made())?.reason?.values?.details).toMatch(/^550 .*No such mailbox/)
    await close()
  })

  it('that the server cannot take now are sent later', async () => {
    const { made, peer, server, close } = await failing((smtp) => smtp.failNext({ code: 451, words: '4.3.0 Come again' }))
    await expect.poll(async () => (await made())?.attempts).toBe(1)
    expect(await made()).toMatchObject({
      status: 'queued',
      reason: { code: 'vendor-trouble' },
    })
    expect(peer.sent()).toEqual([])
    await server.deps.store
      .collection(deliveries)
      .update((await made())?._id as string, { $set: { dueAt: '2026-11-01T00:00:00.000Z' } })
    await expect
      .poll(() => {
        server.outbox.nudge()
        return peer.sent().length
      })
      .toBe(1)
    await close()
  })

  it('stop the channel when the password is no longer right, and when its address may not send', async () => {
    for (const [fail, reason] of [
      [(peer: SmtpPeer) => peer.accepts('another'), { code: 'sign-in-refused', values: { server: 'SMTP' } }],
      [
        (peer: SmtpPeer) => peer.failNext({ code: 553, words: '5.7.1 Not your address', at: 'MAIL' }),
        { code: 'sender-refused', values: { details: expect.stringContaining('Not your address') } },
      ],
    ] as const) {
      const { store, made, close } = await failing(fail)
      await expect.poll(async () => (await made())?.status).toBe('failed')
      expect((await store.collection(channels).get(seed.email))?.troubles?.call).toMatchObject({
        stops: true,
        reason,
      })
      expect((await made())?.reason).toEqual(reason)
      await close()
    }
  })

  it('go to no server whose certificate nobody vouches for', async () => {
    const secure = await startSmtpPeer({ secure: true })
    const { store, server, close } = await shop(secure)
    await store.collection(channels).update(seed.email, { $set: { 'settings.smtpSecurity': 'tls' } })
    await takeMail(server, rawMail({ from: mei, text: 'hi', messageId: '<m1@mail.example>' }))
    await expect
      .poll(async () => (await store.collection(channels).get(seed.email))?.troubles?.call?.reason)
      .toEqual({ code: 'no-certificate', values: { server: 'SMTP' } })
    expect(secure.sent()).toEqual([])
    await close()
  })

  it('that come back fail the message that they were', async () => {
    const { store, peer, server, close } = await shop()
    await takeMail(server, rawMail({ from: mei, text: 'hi', messageId: '<m1@mail.example>' }))
    await server.outbox.idle()
    await expect.poll(() => peer.sent().length).toBe(1)
    const [delivery] = (await store.collection(deliveries).find({}, {})).items
    await takeMail(server, bounceOf(delivery?.providerIds[0] as string, mei))
    expect(await store.collection(deliveries).get(delivery?._id as string)).toMatchObject({
      status: 'failed',
      reason: { code: 'came-back', values: { details: '550 5.1.1 no such mailbox here' } },
    })
    expect(await store.collection(turns).count({})).toBe(1)
    await close()
  })
})
