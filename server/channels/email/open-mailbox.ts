import type { ImapFlow, MailboxObject } from 'imapflow'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel } from '../contract.ts'
import { placeOf, serverOf } from './servers.ts'

export interface OpenMailbox {
  client: ImapFlow
  inbox: MailboxObject
}

const connectMs = 10_000
/** Servers end an IDLE after half an hour, and whatever stands between earlier: it is begun anew before that. */
const idleMs = 4 * 60_000

/**
 * Signs in to a channel's mailbox and opens its inbox. Rejects with what `troubleOf` knows. `lost` is told of every error of the
 * connection, which has no other way to say so.
 */
export async function openMailbox(
  egress: Egress,
  channel: OpenChannel,
  { readOnly, lost, over }: { readOnly: boolean; lost?: (error: unknown) => void; over?: AbortSignal },
): Promise<OpenMailbox> {
  const server = serverOf('imap', channel)
  const { host, port, servername } = await placeOf(egress, server)
  // Loaded when the first mailbox is there: nobody else waits for it.
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host,
    port,
    secure: server.security === 'tls',
    ...(server.security === 'tls' ? {} : { doSTARTTLS: server.security === 'starttls' }),
    ...(servername ? { servername, tls: { servername } } : {}),
    auth: { user: server.user, pass: server.password },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: idleMs,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: idleMs + 60_000,
  })
  client.on('error', (error: unknown) => lost?.(error))
  over?.addEventListener('abort', () => client.close(), { once: true })
  try {
    await client.connect()
    return { client, inbox: await client.mailboxOpen('INBOX', { readOnly }) }
  } catch (error) {
    client.close()
    throw error
  }
}
