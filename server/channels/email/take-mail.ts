import { decode } from '#runtime/channels/email/decode.ts'
import type { Instant } from '#schemas/instant.ts'
import type { KnownChannel } from '../channel-book.ts'
import { type ReceivingParts, receiveEvents } from '../receive-events.ts'
import { readMail } from './read-mail.ts'

/** A mail as a mailbox would hand it over, without one. Resolves when what it says is durable. */
export async function takeMail(parts: ReceivingParts, channel: KnownChannel, source: Buffer, at: Instant): Promise<void> {
  const mail = await readMail(source, { at })
  await receiveEvents(parts, channel, decode(mail, channel.id, String(channel.settings.address)))
}
