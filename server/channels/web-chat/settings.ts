import { type WebChatSettings, webChatSettings } from '#schemas/api/channel-settings.ts'
import { named } from '#schemas/api/shape.ts'
import type { ChannelKind } from '#schemas/message.ts'

export const settingsSchema = {
  schema: named<WebChatSettings>('WebChatSettings', webChatSettings),
  secrets: [],
  // Every visitor's browser is told them.
  readable: ['title', 'accent', 'greeting', 'origins', 'language'],
}

interface Kept {
  kind: ChannelKind
  settings: object
}

/** Whether it is a web chat, whose settings were checked by the schema above before they were kept. */
export const isWebChat = <C extends Kept>(
  channel: C | null | undefined,
): channel is C & { kind: 'web-chat'; settings: WebChatSettings } => channel?.kind === 'web-chat'
