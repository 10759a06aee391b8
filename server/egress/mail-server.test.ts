import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createEgress, type EgressPolicy } from './egress.ts'

/** A mail server of this machine that says who it is. */
async function aMailServer() {
  let reached = 0
  const server = createServer((socket) => {
    reached++
    socket.end('220 mail.example ESMTP\r\n')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, reached: () => reached }
}

function placed(policy: EgressPolicy, hostname: string, port: number) {
  const egress = createEgress(policy)
  onTestFinished(egress.close)
  return egress.mailPlace({ hostname, port })
}

it('a mail server is handed out as the address that was checked, with the name that its certificate is for', async () => {
  const mail = await aMailServer()
  const answers = [['127.0.0.1'], ['10.0.0.1']]
  const resolve = async () => answers.shift() as string[]
  const place = await placed({ allowPrivate: ['127.0.0.0/8'], resolve }, 'IMAP.shop.example', mail.port)
  expect(place).toEqual({ host: '127.0.0.1', port: mail.port, servername: 'imap.shop.example' })
  // A library that connects to an address asks no name server: what the name says now is of no use to anybody.
  const greeting = await new Promise<string>((resolve) => connect(place).once('data', (said) => resolve(String(said))))
  expect(greeting).toBe('220 mail.example ESMTP\r\n')
  expect(answers).toHaveLength(1)
})

it.each([
  ['smtp.shop.example', 587, ['127.0.0.1'], 'private-address'],
  ['smtp.shop.example', 465, ['203.0.114.7', '10.0.0.1'], 'private-address'],
  ['localhost', 25, ['127.0.0.1'], 'private-address'],
  ['mail.internal', 993, ['203.0.114.7'], 'private-address'],
  ['169.254.169.254', 143, [], 'private-address'],
  ['2130706433', 587, [], 'private-address'],
  ['::1', 587, [], 'private-address'],
  ['smtp.shop.example', 22, ['203.0.114.7'], 'port'],
  ['smtp.shop.example', 70_000, ['203.0.114.7'], 'port'],
  ['smtp.shop.example/x', 587, ['203.0.114.7'], 'bad-url'],
  ['smtp.shop.example:25', 587, ['203.0.114.7'], 'bad-url'],
  ['me@smtp.shop.example', 587, ['203.0.114.7'], 'bad-url'],
])('a mail server at %s, port %i, that resolves to %j is refused', async (hostname, port, addresses, reason) => {
  await expect(placed({ resolve: async () => addresses }, hostname, port)).rejects.toMatchObject({ reason })
})

it('a mail server inside is handed out where the operator has named it', async () => {
  const resolve = async () => ['10.0.0.1']
  expect(await placed({ allowPrivate: ['mail.corp:25'], resolve }, 'mail.corp', 25)).toEqual({
    host: '10.0.0.1',
    port: 25,
    servername: 'mail.corp',
  })
  expect(await placed({ allowPrivate: ['10.0.0.0/8'] }, '10.0.0.1', 587)).toEqual({ host: '10.0.0.1', port: 587 })
  await expect(placed({ allowPrivate: ['mail.corp:25'], resolve }, 'mail.corp', 587)).rejects.toMatchObject({
    reason: 'private-address',
  })
})

it('a mail server whose name server is gone is given up', async () => {
  const gone = placed({ timeoutMs: 60, resolve: () => new Promise(() => {}) }, 'smtp.shop.example', 587)
  await expect(gone).rejects.toMatchObject({ reason: 'timeout' })
})
