import type { ChannelKind } from '#schemas/message.ts'
import type { Egress } from '../egress/egress.ts'
import type { ChannelDoc } from './collections.ts'
import type { ChannelIO } from './contract.ts'
import { demoIO } from './demo-io.ts'
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

/** The IO half of one channel, which is asked wherever something may leave the house: one of the demo has one from which nothing does. */
export function ioOf(all: ChannelRegistry, { kind, demo }: Pick<ChannelDoc, 'kind' | 'demo'>): ChannelIO | undefined {
  const io = all.get(kind)
  return io && demo ? demoIO(io) : io
}
