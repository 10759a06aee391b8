import type { ChannelIO } from '../contract.ts'
import { settingsSchema } from './settings.ts'

/** Web chat has no vendor: visitors come to the house themselves (`web-chat.ts`), and read there what turns say. */
export const webChatIO: ChannelIO = {
  links: (channelId) => ({ page: `/chat/${channelId}`, script: '/widget.js' }),
  settingsSchema,
}
