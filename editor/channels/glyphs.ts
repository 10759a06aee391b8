import type { ChannelKind } from '#schemas/message.ts'
import type { IconName } from '../ui/Icon.tsx'

/** How a kind of channel is drawn: a plain glyph, never a brand's logo. */
export const channelGlyphs: Record<ChannelKind, IconName> = {
  'web-chat': 'world',
  whatsapp: 'message-circle',
  telegram: 'send',
  email: 'mail',
}
