import type { ChannelKind } from '#schemas/message.ts'
import type { ChannelDialect } from './contract.ts'
import { email } from './email/dialect.ts'
import { telegram } from './telegram/dialect.ts'
import { webChat } from './web-chat/dialect.ts'
import { whatsapp } from './whatsapp/dialect.ts'

/** The pure half of every channel: a new channel is a folder and one line here. */
export const dialects: Record<ChannelKind, ChannelDialect> = {
  'web-chat': webChat,
  whatsapp,
  telegram,
  email,
}
