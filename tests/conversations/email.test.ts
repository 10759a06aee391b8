import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { ChannelEvent } from '#schemas/message.ts'
import { channels, listeners } from '#server/channels/collections.ts'
import type { Heard } from '#server/channels/contract.ts'
import { turns } from '#server/engine/collections.ts'
import { dovecot, type ImapPeer, noDovecot, startDovecot } from '#tests/peers/email/dovecot.ts'
import { bounceOf, mailWithPicture, rawMail } from '#tests/peers/email/mails.ts'
import { headerIn, parsed, startSmtpPeer, textIn } from '#tests/peers/email/smtp.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { deskOf } from '#tests/support/desk.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const mei = 'mei@mail.example'
const soon = { timeout: 20_000, interval: 20 }
const language = 'Which language?\n\n1. English\n2. 繁體中文\n3. 简体中文'
const topic = 'What about?\n\n1. Orders\n2. Returns\n3. Products'

let imap: ImapPeer

/** A shop with a mailbox at a real IMAP and a real SMTP server, and what arrived at the customer's. */
async function shop(open: OpenTestStore, flow = threeMessages(), before?: (receives: (raw: string) => void) => void) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const smtp = await startSmtpPeer()
  const mailbox = imap.mailbox(clock.now)
  before?.(mailbox.receives)
  await seedShop(store, testSecrets, { mail: { imap: imap.port, smtp: smtp.port, user: mailbox.user }, flows: [flow] })
  const start = () => inProcess(store, { clock, allow: [imap.place, smtp.place] })
  let server = await start()
  // What comes from now on is heard.
  await expect.poll(async () => (await store.collection(listeners).get(seed.email))?.heard, soon).toBeDefined()
  let mails = 0
  const conversationId = conversationIdOf(seed.email, mei)
  const writes = (text: string, more: Partial<Parameters<typeof rawMail>[0]> = {}) =>
    mailbox.receives(rawMail({ from: mei, name: 'Mei', text, messageId: `<m${mails++}@mail.example>`, ...more }))
  /** The texts that came to the customer, once there are so many. */
  const shows = async (count: number): Promise<string[]> => {
    await expect.poll(() => smtp.sent().length, soon).toBe(count)
    return Promise.all(smtp.sent().map(textIn))
  }
  const turnsTaken = () => store.collection(turns).count({ 'event.kind': 'message' })
  const { act, thread } = deskOf(() => server, conversationId)
  const trouble = async () => (await store.collection(channels).get(seed.email))?.troubles?.account
  return {
    clock,
    store,
    smtp,
    mailbox,
    writes,
    shows,
    turnsTaken,
    act,
    thread,
    trouble,
    server: () => server,
    stop: () => server.close(),
    start: async () => {
      server = await start()
    },
    close: async () => {
      await server.close()
      await smtp.close()
    },
  }
}

if (!dovecot) it.skip(`a mailbox: ${noDovecot}`)
describe.runIf(dovecot)('a mailbox', () => {
  beforeAll(async () => {
    imap = await startDovecot()
  })
  afterAll(() => imap.close())

  eachStore('at a real server', (open) => {
    it('asks the language, then the topic, and answers: numbers and words are understood, quotations are not', async () => {
      const { smtp, writes, shows, thread, close } = await shop(open)
      writes('hi')
      expect(await shows(1)).toEqual([language])
      const quoted = language.replace(/^/gm, '> ')
      writes(`1\n\nOn Mon, 23 Nov 2026 at 10:00, Shop <${seed.mailbox}> wrote:\n${quoted}\n`, { subject: 'Re: Hello' })
      expect(await shows(2)).toEqual([language, topic])
      writes(`Returns please\n\n-- \nMei Chan\n`, { subject: 'Re: Hello' })
      expect(await shows(3)).toEqual([language, topic, 'Answer 2'])
      expect(smtp.sent().map(({ from, to }) => [from, to])).toEqual(Array(3).fill([seed.mailbox, mei]))
      expect((await thread()).map(({ event }) => event.kind)).toEqual(['message', 'message', 'message'])
      await close()
    })

    it('answers under the mail it answers, as text and as HTML, and says that a flow wrote it', async () => {
      const { smtp, writes, shows, close } = await shop(open)
      writes('hi', { subject: '我的燈', references: ['<first@mail.example>'] })
      await shows(1)
      const [mail] = smtp.sent()
      if (!mail) throw new Error('no mail')
      const { subject, inReplyTo, references, html, from, messageId } = await parsed(mail)
      expect({ subject, inReplyTo, references, from }).toEqual({
        subject: 'Re: 我的燈',
        inReplyTo: '<m0@mail.example>',
        references: '<first@mail.example> <m0@mail.example>',
        from: { address: seed.mailbox, name: 'Shop' },
      })
      expect(html).toContain('<p dir="auto">Which language?</p>')
      expect(messageId).toMatch(/^<c[\w-]+\.00000001\.0@shop\.example>$/)
      expect(await headerIn(mail, 'auto-submitted')).toBe('auto-replied')
      await close()
    })

    it('knows who writes their address with a capital next time', async () => {
      const { smtp, writes, shows, thread, close } = await shop(open)
      writes('hi')
      await shows(1)
      const written = mei.replace(/^./, (first) => first.toUpperCase())
      writes('1', { from: written })
      expect(await shows(2)).toEqual([language, topic])
      expect(smtp.sent().map(({ to }) => to)).toEqual([mei, mei])
      expect(await thread()).toHaveLength(2)
      await close()
    })

    it('takes a mail that arrives three times once, and marks as read what it took', async () => {
      const { mailbox, writes, shows, turnsTaken, close } = await shop(open)
      for (let copy = 0; copy < 3; copy++) writes('hi', { messageId: '<same@mail.example>' })
      await shows(1)
      await expect.poll(mailbox.flags, soon).toEqual(['S', 'S', 'S'])
      expect(await turnsTaken()).toBe(1)
      await close()
    })

    it('answers several people at once, each in their order', async () => {
      const { smtp, mailbox, close } = await shop(open)
      const people = Array.from({ length: 8 }, (_, i) => `customer${i}@mail.example`)
      for (const [n, text] of ['hi', '1', '2'].entries())
        for (const from of people) mailbox.receives(rawMail({ from, text, messageId: `<${n}.${from}>` }))
      await expect.poll(() => smtp.sent().length, soon).toBe(24)
      for (const one of people) {
        const mine = smtp.sent().filter(({ to }) => to === one)
        expect(await Promise.all(mine.map(textIn))).toEqual([language, topic, 'Answer 2'])
      }
      await close()
    })

    it('answers no program and not itself, and leaves their mails unread', async () => {
      const { mailbox, smtp, writes, shows, turnsTaken, close } = await shop(open)
      writes('I am away', { headers: ['Auto-Submitted: auto-replied'] })
      writes('Sale!', { headers: ['List-Unsubscribe: <https://news.example/u>', 'Precedence: bulk'] })
      writes('To myself', { from: seed.mailbox })
      writes('hi')
      await shows(1)
      await expect.poll(() => mailbox.flags().sort(), soon).toEqual(['', '', '', 'S'])
      expect([await turnsTaken(), smtp.sent().length]).toEqual([1, 1])
      await close()
    })

    it('begins with what comes from now on: what lay there before is nobody’s question any more', async () => {
      const { writes, shows, turnsTaken, close } = await shop(open, threeMessages(), (receives) => {
        receives(rawMail({ from: 'old@mail.example', text: 'Three years ago', messageId: '<old@mail.example>' }))
      })
      writes('hi')
      await shows(1)
      expect(await turnsTaken()).toBe(1)
      await close()
    })

    it('takes what came while it was not there, once, also when the mailbox is numbered anew', async () => {
      const { mailbox, writes, shows, turnsTaken, stop, start, close } = await shop(open)
      writes('hi')
      await shows(1)
      await stop()
      writes('1')
      mailbox.renumbers()
      await start()
      expect(await shows(2)).toEqual([language, topic])
      await expect.poll(() => mailbox.flags(), soon).toEqual(['S', 'S'])
      expect(await turnsTaken()).toBe(2)
      await close()
    })

    it('marks what it took also when its process ended before it could', async () => {
      const { clock, mailbox, server, writes, stop, smtp } = await shop(open)
      const channel = await server().channels.get(seed.email)
      const listen = server().deps.channels.get('email')?.listen
      if (!channel || !listen) throw new Error('no mailbox')
      await stop()
      let heard: Heard | undefined
      /** Listens for as long as that process lives. */
      const hears = async (until: 'told' | 'done'): Promise<ChannelEvent[]> => {
        const told: ChannelEvent[] = []
        const over = new AbortController()
        await listen(channel, {
          heard,
          now: clock.now,
          over: over.signal,
          opened: async () => {
            if (until === 'told') writes('hi')
          },
          tell: async (events) => {
            told.push(...events)
            if (until === 'told') over.abort()
          },
          goOn: async (so) => {
            heard = so
            if (told.length > 0) over.abort()
          },
        })
        return told
      }
      expect([(await hears('told')).length, mailbox.flags()]).toEqual([1, ['']])
      expect([(await hears('done')).length, mailbox.flags()]).toEqual([1, ['S']])
      await smtp.close()
    })

    it('reads on when its server was away', async () => {
      const { writes, shows, trouble, close } = await shop(open)
      await imap.stop()
      writes('hi')
      await imap.start()
      expect(await shows(1)).toEqual([language])
      expect(await trouble()).toBeUndefined()
      await close()
    })

    it('is out of order while its password is wrong, and says what to do', async () => {
      const { store, trouble, writes, shows, close } = await shop(open)
      const mailbox = store.collection(channels)
      await mailbox.update(seed.email, { $set: { 'secrets.imapPassword': testSecrets.seal('another') } })
      await expect.poll(trouble, soon).toMatchObject({
        stops: true,
        reason: { code: 'sign-in-refused', values: { server: 'IMAP' } },
      })
      await mailbox.update(seed.email, { $set: { 'secrets.imapPassword': testSecrets.seal(seed.mailPassword) } })
      writes('hi')
      await shows(1)
      await expect.poll(trouble, soon).toBeUndefined()
      await close()
    })

    it('lets the agent answer under the customer’s last mail, as a person, and hears that a mail came back', async () => {
      const { smtp, mailbox, writes, shows, act, thread, turnsTaken, close } = await shop(open, newFlow('Silent'))
      writes('Where is my lamp?', { subject: 'Order 7' })
      await expect.poll(turnsTaken, soon).toBe(1)
      await act({ do: 'take' })
      await act({ do: 'reply', text: 'On its way.', clientId: 'r1' })
      expect(await shows(1)).toEqual(['On its way.'])
      const [mail] = smtp.sent()
      if (!mail) throw new Error('no mail')
      const { subject, inReplyTo, messageId } = await parsed(mail)
      expect({ subject, inReplyTo }).toEqual({ subject: 'Re: Order 7', inReplyTo: '<m0@mail.example>' })
      expect(await headerIn(mail, 'auto-submitted')).toBeUndefined()
      mailbox.receives(bounceOf(messageId ?? '', mei))
      const became = async () => (await thread()).flatMap(({ say }) => say.map(({ delivery }) => delivery))
      await expect.poll(async () => (await became())[0]?.status, soon).toBe('failed')
      expect((await became())[0]?.reason).toEqual({
        code: 'came-back',
        values: { details: '550 5.1.1 no such mailbox here' },
      })
      await close()
    })

    it('learns the name and the address, and opens a file that was sent along', async () => {
      const { mailbox, server, thread, turnsTaken, close } = await shop(open, newFlow('Silent'))
      const picture = Buffer.from('a picture of a lamp')
      mailbox.receives(
        mailWithPicture(
          { from: `Mei <${mei}>`, text: 'My lamp', messageId: '<p@mail.example>' },
          { name: 'lamp.png', body: picture },
        ),
      )
      await expect.poll(turnsTaken, soon).toBe(1)
      const [turn] = await thread()
      expect(turn?.effects[0]).toEqual({ kind: 'set-contact', contact: { name: 'Mei', email: mei } })
      const content = turn?.event.kind === 'message' ? turn.event.message.content : undefined
      expect(content).toMatchObject({
        kind: 'media',
        media: 'image',
        mimeType: 'image/png',
        fileName: 'lamp.png',
        caption: 'My lamp',
      })
      const channel = await server().channels.get(seed.email)
      const media = server().deps.channels.get('email')?.media
      if (content?.kind !== 'media' || !content.mediaId || !channel || !media) throw new Error('no file')
      const file = await media(channel, content.mediaId)
      if (file.kind !== 'file') throw new Error(file.kind)
      const chunks: Buffer[] = []
      for await (const chunk of file.body) chunks.push(chunk as Buffer)
      expect([file.type, Buffer.concat(chunks).toString()]).toEqual(['image/png', picture.toString()])
      expect(await media(channel, content.mediaId.replace(/^\d+/, '1'))).toEqual({ kind: 'gone' })
      await close()
    })

    it('is tested at both servers', async () => {
      const { server, close } = await shop(open)
      const channel = await server().channels.get(seed.email)
      const test = server().deps.channels.get('email')?.test
      if (!channel || !test) throw new Error('no mailbox')
      expect(await test(channel)).toEqual({
        works: true,
        maySend: true,
        number: seed.mailbox,
      })
      expect(await test({ ...channel, secrets: { imapPassword: 'x', smtpPassword: 'y' } })).toMatchObject({
        works: false,
        found: [
          { code: 'sign-in-refused', values: { server: 'IMAP' } },
          { code: 'sign-in-refused', values: { server: 'SMTP' } },
        ],
        alarm: {},
      })
      await close()
    })

    it('is read by one of two servers, and by the other when that one is gone', async () => {
      const { store, clock, smtp, writes, shows, stop, close } = await shop(open)
      // A data folder has one process.
      if (store.alone) return close()
      const other = await inProcess(store, { clock, allow: [imap.place, smtp.place] })
      writes('hi')
      await shows(1)
      await stop()
      writes('1')
      expect(await shows(2)).toEqual([language, topic])
      await other.close()
      await smtp.close()
    })
  })
})
