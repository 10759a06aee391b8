import type { Transporter } from 'nodemailer'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel } from '../contract.ts'
import { placeOf, serverOf } from './servers.ts'

const connectMs = 4_000
/**
 * A server may look at a mail before it says that it took it. Who gives up before that sends it twice, and the second one may come after
 * the next mail.
 */
const answerMs = 30_000

/** A connection to a channel's SMTP server, made when it is first used; the caller closes it. Rejects with what `troubleOf` knows. */
export async function openTransport(egress: Egress, channel: OpenChannel): Promise<Transporter> {
  const server = serverOf('smtp', channel)
  const { host, port, servername } = await placeOf(egress, server)
  // Loaded when the first mail is sent: nobody else waits for it.
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host,
    port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(servername ? { tls: { servername } } : {}),
    ...(server.user ? { auth: { user: server.user, pass: server.password } } : {}),
    // What greets the server names the channel's domain, never this machine.
    name: String(channel.settings.address).split('@')[1] ?? 'localhost',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: answerMs,
    logger: false,
  })
}
