import { describe, expect, it } from 'vitest'
import { readMail } from './read-mail.ts'

const at = '2026-11-23T10:00:00.000Z'
const read = (type: string, body: string, headers = '') =>
  readMail(Buffer.from(`From: mei@mail.example\r\n${headers}Content-Type: ${type}\r\n\r\n${body}`), { at })
const cpuMs = async (work: () => Promise<unknown>): Promise<number> => {
  const began = process.cpuUsage()
  await work()
  return process.cpuUsage(began).user / 1000
}

describe('a mail that is made to keep the server busy', () => {
  it('is read no further than anybody writes: two megabytes of line ends took minutes, and the memory of the machine', async () => {
    const mail = await read('text/plain', `Where is it?\n${'\n'.repeat(2_000_000)}behind it all`)
    expect(mail.text).toMatch(/^Where is it\?\n/)
    expect(mail.text?.length).toBeLessThan(6_000)
  })

  it.each([
    ['line ends', 'text/plain', '\n'],
    ['parts', 'multipart/mixed; boundary=b', '--b\n'],
    ['mails within', 'multipart/mixed; boundary=b', '--b\nContent-Type: message/rfc822\n\n'],
    ['words that are one line', 'text/html', 'a'],
  ])('costs no more than any other of its size: %s', async (_, type, sign) => {
    const body = sign.repeat(2_000_000 / sign.length)
    expect(await cpuMs(() => read(type, body))).toBeLessThan(1_000)
  })

  it('by its headers alone says nothing', async () => {
    const mail = await read('text/plain', 'Where is it?', `X-Long: ${'a'.repeat(500_000)}\r\n`)
    expect(mail.from).toBeUndefined()
  })
})

it('a mail with long headers, as forwarders add them, is read', async () => {
  const headers = Array.from({ length: 300 }, (_, n) => `Received: from mx${n}.example by ${'x'.repeat(150)}\r\n`).join('')
  const mail = await read('text/plain', 'Where is it?', headers)
  expect(mail).toMatchObject({ from: { address: 'mei@mail.example' }, text: 'Where is it?\n' })
})
