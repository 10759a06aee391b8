import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '#schemas/message.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import type { Mail, MailFile } from './mail.ts'

const at = '2026-11-23T10:00:00.000Z'
const mail = (headers: Record<string, string> = {}, more: Partial<Mail> = {}): Mail => ({
  headers: new Map(Object.entries({ 'message-id': '<m1@mail.example>', subject: 'My lamp', ...headers })),
  from: { address: 'Mei@Mail.Example', name: 'Mei Chan' },
  text: 'Where is it?',
  at,
  digest: 'digest',
  files: [],
  ...more,
})
const read = (one: Mail): ChannelEvent[] => decode(one, 'ch1', 'help@shop.example')
const contents = (one: Mail) => read(one).flatMap((event) => (event.kind === 'message' ? [event.message.content] : []))
const file = (more: Partial<MailFile>): MailFile => ({
  mediaId: '1-2-3',
  mimeType: 'image/png',
  size: 90_000,
  within: false,
  ...more,
})

describe('a mail', () => {
  it('is a message of its sender, whose domain is written in one way, hung under what it answers', () => {
    const references = ['<a@x>', '<b@x>', '<c@x>', '<d@x>', '<e@x>'].join(' ')
    expect(read(mail({ 'in-reply-to': '<e@x>', references }))).toEqual([
      {
        kind: 'message',
        message: {
          id: 'Mei@mail.example/<m1@mail.example>',
          channelId: 'ch1',
          from: { externalId: 'mei@mail.example', address: 'Mei@mail.example', email: 'Mei@mail.example', name: 'Mei Chan' },
          at,
          replyTo: '<e@x>',
          thread: { messageId: '<m1@mail.example>', subject: 'My lamp', references: ['<a@x>', '<c@x>', '<d@x>', '<e@x>'] },
          content: { kind: 'text', text: 'Where is it?' },
        },
      },
    ])
  })

  it('without an id of its own is known by its bytes', () => {
    expect(read(mail({ 'message-id': '' }))).toMatchObject([{ message: { id: 'Mei@mail.example/digest' } }])
  })

  it('with an id that no answer could name, for a sign that no header takes, is known by its bytes', () => {
    const [event] = read(mail({ 'message-id': '<m\x001@x>', 'in-reply-to': '<a\0@x>' }))
    expect(event).toMatchObject({ message: { id: 'Mei@mail.example/digest' } })
    expect(event).not.toHaveProperty('message.thread')
    expect(event).not.toHaveProperty('message.replyTo')
    expect(read(mail({}, { from: { address: 'm\0@x.example', name: '' } }))).toEqual([])
  })

  it('brings its files, the first with the words; the logo below every mail is not sent by anybody', () => {
    const files = [
      file({ fileName: 'logo.png', within: true, size: 9_000 }),
      file({ fileName: 'screen.png', within: true }),
      file({ mediaId: '1-2-4', mimeType: 'application/pdf', fileName: 'bill.pdf', size: 900 }),
    ]
    expect(contents(mail({}, { files }))).toEqual([
      { kind: 'media', media: 'image', mediaId: '1-2-3', mimeType: 'image/png', fileName: 'screen.png', caption: 'Where is it?' },
      { kind: 'media', media: 'document', mediaId: '1-2-4', mimeType: 'application/pdf', fileName: 'bill.pdf' },
    ])
    expect(contents(mail({}, { files: files.slice(0, 1) }))).toEqual([{ kind: 'text', text: 'Where is it?' }])
  })

  it('without a word says what it is about; one that only quotes says all of it', () => {
    expect(contents(mail({}, { text: ' \n' }))).toEqual([{ kind: 'text', text: 'My lamp' }])
    expect(contents(mail({}, { text: '> Where?' }))).toEqual([{ kind: 'text', text: '> Where?' }])
    expect(contents(mail({ subject: '' }, { text: '' }))).toEqual([{ kind: 'unsupported', what: 'empty-mail' }])
  })
})

describe('nothing is said by', () => {
  it.each([
    ['an absence note', { 'auto-submitted': 'auto-replied' }],
    ['a newsletter', { 'list-unsubscribe': '<mailto:x@y>' }],
    ['a mailing list', { 'list-id': 'Shops <shops.lists.example>' }],
    ['bulk', { precedence: 'bulk' }],
    ['an old responder', { 'x-autoreply': 'yes' }],
    ['a report', { 'content-type': 'multipart/report; report-type=disposition-notification' }],
    ['whoever takes no answer', { 'return-path': '<>' }],
  ])('%s', (_, headers) => {
    expect(read(mail(headers))).toEqual([])
  })

  it.each([
    'MAILER-DAEMON@mx.example',
    'no-reply@shop.example',
    'noreply+1@x.example',
    'postmaster@x.example',
    'HELP@Shop.example',
    'no address',
  ])('%s', (address) => {
    expect(read(mail({}, { from: { address, name: '' } }))).toEqual([])
  })

  it('but people whose program says that nothing is automatic are heard', () => {
    expect(read(mail({ 'auto-submitted': 'no' }))).toHaveLength(1)
    expect(read(mail({}, { from: { address: 'noreplyson@x.example', name: '' } }))).toHaveLength(1)
  })
})

describe('a mail of ours that came back', () => {
  const returned = 'Received: x\r\nMessage-ID:\r\n <c0123.00000001.0~1@shop.example>\r\n'
  const report = (action: string) => ({
    status: `Reporting-MTA: dns; mx\n\nAction: ${action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no\n such mailbox`,
    returned,
  })

  it('fails the message that it was', () => {
    expect(read(mail({}, { report: report('failed') }))).toEqual([
      {
        kind: 'status',
        providerId: '<c0123.00000001.0~1@shop.example>',
        ourId: 'c0123.00000001.0~1',
        status: 'failed',
        at,
        error: { code: 511, title: 'The mail came back', details: '550 no such mailbox' },
      },
    ])
  })

  it('changes nothing while it is only late', () => {
    const late = { 'content-type': 'multipart/report' }
    expect(read(mail(late, { report: report('delayed') }))).toEqual([])
  })
})

describe('what is said', () => {
  const said = { kind: 'text', text: 'See <https://shop.example/a?b=1&c=2>\n\n<b>Bold</b>' } as const

  it('is hung under the mail it answers, and says that a flow said it', () => {
    const thread = { messageId: '<m1@x>', subject: 'My lamp', references: ['<a@x>'] }
    expect(encode(said, 'mei@mail.example', { ourId: 'c1.00000001.0', thread, by: 'flow' })).toEqual({
      to: 'mei@mail.example',
      ourId: 'c1.00000001.0',
      subject: 'Re: My lamp',
      text: said.text,
      html: '<!doctype html><html><body><p dir="auto">See &lt;<a href="https://shop.example/a?b=1&amp;c=2">https://shop.example/a?b=1&amp;c=2</a>&gt;</p><p dir="auto">&lt;b&gt;Bold&lt;/b&gt;</p></body></html>',
      inReplyTo: '<m1@x>',
      references: ['<a@x>', '<m1@x>'],
      automatic: true,
    })
  })

  it('keeps “Re:” once, and by a person it is not automatic', () => {
    const thread = { messageId: '<m1@x>', subject: 'RE: My lamp' }
    expect(encode(said, 'mei@mail.example', { ourId: 'o', thread, by: 'agent' })).toMatchObject({ subject: 'RE: My lamp' })
    expect(encode(said, 'mei@mail.example', { ourId: 'o', thread, by: 'agent' })).not.toHaveProperty('automatic')
  })

  it('shows a picture and links a file, which the text names too', () => {
    const picture = { kind: 'media', media: 'image', url: 'https://shop.example/a.png?b=1&c="', caption: 'The lamp' } as const
    expect(encode(picture, 'mei@mail.example', { ourId: 'o' })).toMatchObject({
      subject: 'The lamp https://shop.example/a.png?b=1&c="',
      text: 'The lamp\nhttps://shop.example/a.png?b=1&c="',
      html: expect.stringContaining('<img src="https://shop.example/a.png?b=1&amp;c=&quot;" alt='),
    })
    const file = { kind: 'media', media: 'document', url: 'https://shop.example/a.pdf', fileName: '<b>.pdf' } as const
    expect(encode(file, 'mei@mail.example', { ourId: 'o' }).html).toContain(
      '<a href="https://shop.example/a.pdf">&lt;b&gt;.pdf</a>',
    )
  })
})
