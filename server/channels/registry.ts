import type { ChannelKind } from '#schemas/message.ts'
import type { Egress } from '../egress/egress.ts'
import type { ChannelIO } from './contract.ts'
import { emailIO } from './email/io.ts'
import { telegramIO } from './telegram/io.ts'
import { webChatIO } from './web-chat/io.ts'
import { whatsappIO } from './whatsapp/io.ts'

/** The IO half of every channel. */
export type ChannelRegistry = ReadonlyMap<ChannelKind, ChannelIO>

/** A new channel is a folder and one line here. */
export function channelRegistry(egress: Egress): ChannelRegistry {
  const all: Record<ChannelKind, ChannelIO> = {
    'web-chat': webChatIO,
    whatsapp: whatsappIO(egress),
    telegram: telegramIO(egress),
    email: emailIO(egress),
  }
  return new Map(Object.entries(all) as [ChannelKind, ChannelIO][])
}
