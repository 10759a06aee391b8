import { setImmediate as immediately } from 'node:timers/promises'
import { ourIdIn } from '#runtime/channels/email/message-id.ts'
import { listeners } from '#server/channels/collections.ts'
import { webhookWord } from '#server/channels/telegram/receive.ts'
import type { Store } from '#server/store/contract.ts'
import { startDovecot } from '#tests/peers/email/dovecot.ts'
import { rawMail } from '#tests/peers/email/mails.ts'
import { startSmtpPeer } from '#tests/peers/email/smtp.ts'
import { startTelegramPeer } from '#tests/peers/telegram/peer.ts'
import { person, updateOf } from '#tests/peers/telegram/updates.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type SeedOptions, seed } from '#tests/support/seed.ts'
import { post, sendWhatsApp } from './senders.ts'

/** A way into the shop under load, and what leaves by it. */
export interface Door {
  seeded: SeedOptions
  /** For the egress policy's `allowPrivate`. */
  allow: string[]
  prepare?(store: Store): Promise<void>
  channelId: string
  /** What the channel knows a customer by. */
  customer(c: number): string
  /** Message `m` of customer `c`, brought to the server at `url`; again is the same one. The status of the answer. */
  brings(url: string, c: number, m: number, text: string): Promise<number>
  /** What customers were sent, in order. */
  replies(): Reply[]
  /** So many messages were brought and not taken; always 0 where the answer says so. */
  left(): number
  close(): Promise<void>
}

export interface Reply {
  to: string
  text: string
  /** Our id of the message, where the channel carries it. */
  ourId?: string
}

export const doors = { whatsapp, telegram, email }
export type DoorKind = keyof typeof doors

async function whatsapp(): Promise<Door> {
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  const customer = (c: number) => `8526${String(c).padStart(7, '0')}`
  return {
    seeded: { apiBaseUrl: peer.url },
    allow: [peer.place],
    channelId: seed.whatsApp,
    customer,
    brings: (url, c, m, text) => sendWhatsApp(url, { from: customer(c), id: `wamid.${c}.${m}`, text }),
    replies: () => peer.sent().map(({ to, ourId }) => ({ to, text: '', ...(ourId ? { ourId } : {}) })),
    left: () => 0,
    close: peer.close,
  }
}

async function telegram(): Promise<Door> {
  const peer = await startTelegramPeer(seed)
  const idOf = (c: number) => 700_000 + c
  const word = webhookWord({ id: seed.telegram, kind: 'telegram', settings: {}, secrets: { botToken: seed.botToken } })
  return {
    seeded: { botApi: peer.url },
    allow: [peer.place],
    channelId: seed.telegram,
    customer: (c) => String(idOf(c)),
    brings: (url, c, m, text) => {
      peer.meets({ id: idOf(c) })
      const about = { updateId: c * 1_000 + m, from: person(idOf(c), 'Mei'), at: 1_795_000_000_000, messageId: 10_000 + m }
      return post(`${url}/webhooks/telegram/${seed.telegram}`, JSON.stringify(updateOf({ text }, about)), {
        'X-Telegram-Bot-Api-Secret-Token': word,
      })
    },
    replies: () => peer.sent().map(({ chatId, params }) => ({ to: String(chatId), text: String(params.text) })),
    left: () => 0,
    close: peer.close,
  }
}

async function email(): Promise<Door> {
  const imap = await startDovecot()
  const smtp = await startSmtpPeer()
  const mailbox = imap.mailbox()
  const customer = (c: number) => `customer${c}@mail.example`
  return {
    seeded: { mail: { imap: imap.port, smtp: smtp.port, user: mailbox.user } },
    allow: [imap.place, smtp.place],
    // As a mailbox that was heard before and is numbered anew: all that lies in it is taken.
    prepare: (store) =>
      store.collection(listeners).insert({
        _id: seed.email,
        workspaceId: seed.workspaceId,
        by: 'nobody',
        until: '2026-01-01T00:00:00.000Z',
        heard: { account: `127.0.0.1 ${mailbox.user}`, uidValidity: '0', uid: 0, since: '2020-01-01T00:00:00.000Z' },
      }),
    channelId: seed.email,
    customer,
    brings: async (_url, c, m, text) => {
      mailbox.receives(rawMail({ from: customer(c), text, messageId: `<${c}.${m}@mail.example>` }))
      // The mail server that answers lives in this process: it has its say after each.
      await immediately()
      return 200
    },
    replies: () =>
      smtp.sent().map(({ to, raw }) => {
        const ourId = ourIdIn(/^Message-ID: (\S+)/im.exec(raw.toString('latin1'))?.[1])
        return { to, text: '', ...(ourId ? { ourId } : {}) }
      }),
    left: () => mailbox.flags().filter((flags) => !flags.includes('S')).length,
    close: async () => {
      await smtp.close()
      await imap.close()
    },
  }
}
