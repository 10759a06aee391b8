import type { ChannelKind } from '#schemas/message.ts'
import type { IconName } from '../ui/Icon.tsx'

export const channelGlyphs: Record<ChannelKind, IconName> = { 'web-chat': 'world', whatsapp: 'message-circle' }
