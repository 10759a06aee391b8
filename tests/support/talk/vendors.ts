import type { ChannelKind } from '#schemas/message.ts'
import { openCallback } from '#server/channels/callbacks.ts'
import { channels } from '#server/channels/collections.ts'
import { startSmtpPeer } from '#tests/peers/email/smtp.ts'
import { startTelegramPeer } from '#tests/peers/telegram/peer.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type SeedOptions, seed } from '../seed.ts'
import { emailLine } from './email-line.ts'
import type { Line, Server } from './line.ts'
import { telegramLine } from './telegram-line.ts'
import { webChatLine } from './web-chat-line.ts'
import { whatsAppLine } from './whatsapp-line.ts'

/** What stands at the other end of a channel, and the customers who write through it. */
export interface Vendor {
  seeded: SeedOptions
  /** `host:port`, for the egress policy's `allowPrivate`. */
  places: string[]
  /** The server is up, at whatever address. */
  opens?(server: Server): Promise<void>
  line(customer: number, name?: string): Line
  close?(): Promise<void>
}

export const vendors: Record<ChannelKind, (now: () => number) => Promise<Vendor>> = {
  'web-chat': async () => ({ seeded: {}, places: [], line: (customer) => webChatLine(1 + customer) }),
  whatsapp: async (now) => {
    const peer = await startWhatsAppPeer({ ...seed, now })
    return {
      seeded: { apiBaseUrl: peer.url },
      places: [peer.place],
      line: (customer, name) => whatsAppLine(peer, `8529000${1234 + customer}`, name),
      close: peer.close,
    }
  },
  telegram: async (now) => {
    const peer = await startTelegramPeer({ ...seed, now })
    return {
      seeded: { botApi: peer.url },
      places: [peer.place],
      opens: openBot,
      line: (customer, name) => telegramLine(peer, 700_000 + customer, name),
      close: peer.close,
    }
  },
  email: async () => {
    const peer = await startSmtpPeer()
    return {
      // Mails are handed in as they would be read: `tests/conversations/email.test.ts` has a real mailbox.
      seeded: { mail: { imap: 1143, smtp: peer.port } },
      places: [peer.place],
      line: (customer, name) => emailLine(peer, `customer${customer}@mail.example`, name),
      close: peer.close,
    }
  },
}

/** As the server does that knows its own address. */
export async function openBot({ deps, url }: Server): Promise<void> {
  const bot = await deps.store.collection(channels).get(seed.telegram)
  if (bot) await openCallback({ ...deps, config: { ...deps.config, publicUrl: url } }, bot)
}
