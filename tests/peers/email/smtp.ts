import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { seed } from '#tests/support/seed.ts'

/** A mail that the server took. */
export interface TakenMail {
  from: string
  to: string
  raw: Buffer
}

export interface Refusal {
  code: number
  words: string
  /** What it refuses: the sender, the recipient, or the mail. */
  at?: 'MAIL' | 'RCPT' | 'DATA'
}

export interface SmtpPeer {
  port: number
  /** `host:port`, for the egress policy's `allowPrivate`. */
  place: string
  sent(): TakenMail[]
  refused(): Refusal[]
  /** The next mail is refused so. */
  failNext(refusal: Refusal): void
  /** From now on this is the password. */
  accepts(password: string): void
  close(): Promise<void>
}

/** A real SMTP server of this machine, which keeps what it takes. `secure`: with TLS from the start, by a certificate nobody vouches for. */
export async function startSmtpPeer({ secure = false }: { secure?: boolean } = {}): Promise<SmtpPeer> {
  const sent: TakenMail[] = []
  const refused: Refusal[] = []
  const failures: Refusal[] = []
  let password = seed.mailPassword
  const refuse = (at: NonNullable<Refusal['at']>): Error | undefined => {
    const [next] = failures
    if (!next || (next.at ?? 'DATA') !== at) return undefined
    failures.shift()
    refused.push(next)
    return Object.assign(new Error(next.words), { responseCode: next.code })
  }
  const server = new SMTPServer({
    secure,
    logger: false,
    allowInsecureAuth: true,
    disabledCommands: secure ? [] : ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: ({ username, password: given }, _session, done) => {
      if (username === seed.mailbox && given === password) done(null, { user: username })
      else done(Object.assign(new Error('Authentication failed'), { responseCode: 535 }))
    },
    onMailFrom: (_address, _session, done) => done(refuse('MAIL')),
    onRcptTo: (_address, _session, done) => done(refuse('RCPT')),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refusal = refuse('DATA')
        if (refusal) return done(refusal)
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        for (const { address } of envelope.rcptTo) sent.push({ from, to: address, raw: Buffer.concat(chunks) })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    place: `127.0.0.1:${port}`,
    sent: () => [...sent],
    refused: () => [...refused],
    failNext: (refusal) => void failures.push(refusal),
    accepts(next) {
      password = next
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** A mail as its reader's program takes it apart. */
export const parsed = ({ raw }: TakenMail): Promise<Email> => PostalMime.parse(raw)

/** The words that a mail shows. */
export const textIn = async (mail: TakenMail): Promise<string> => ((await parsed(mail)).text ?? '').replace(/\n$/, '')

/** A header as it travels, unfolded; undefined where there is none. */
export const headerIn = async (mail: TakenMail, name: string): Promise<string | undefined> =>
  (await parsed(mail)).headers.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value
