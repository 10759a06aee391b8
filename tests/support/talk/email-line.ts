import { expect } from 'vitest'
import { instantAt } from '#schemas/instant.ts'
import { takeMail as takeFromMailbox } from '#server/channels/email/take-mail.ts'
import { rawMail } from '#tests/peers/email/mails.ts'
import { type SmtpPeer, textIn } from '#tests/peers/email/smtp.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed } from '../seed.ts'
import { allSent } from './all-sent.ts'
import type { Line, Sent, Server } from './line.ts'

/** Somebody who writes mails: in as the mailbox would hand them over, and out only what the SMTP server took. */
export function emailLine(peer: SmtpPeer, address: string, name = ''): Line {
  const conversationId = conversationIdOf(seed.email, address)
  let heard = 0
  let turn = 0
  let mails = 0
  return {
    conversationId,
    async send(server, sent) {
      for (const what of sent) {
        const raw = rawMail({ from: address, name, text: wordsOf(what), messageId: `<m${mails++}.${address}>` })
        await takeMail(server, raw)
      }
      await server.engine.queue.idle()
    },
    async heard(server) {
      turn = await allSent(server, conversationId, turn)
      expect(peer.refused()).toEqual([])
      const mine = peer.sent().filter(({ to }) => to === address)
      const fresh = mine.slice(heard)
      heard = mine.length
      return Promise.all(fresh.map(async (mail) => ({ kind: 'text' as const, text: await textIn(mail) })))
    },
    close: async () => {},
  }
}

/** One mail as the mailbox's connection hands it over. */
export async function takeMail({ engine, deps, channels }: Server, raw: string): Promise<void> {
  const channel = await channels.get(seed.email)
  if (!channel) throw new Error('no mailbox')
  const parts = { engine, io: deps.channels, health: deps.health }
  await takeFromMailbox(parts, channel, Buffer.from(raw), instantAt(engine.now()))
}

function wordsOf(what: Sent): string {
  if ('text' in what) return what.text
  throw new Error('a mail has nothing to tap')
}
