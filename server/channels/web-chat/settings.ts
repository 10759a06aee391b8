import { type WebChatSettings, webChatSettings } from '#schemas/channel-settings.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { settingsOf } from '../settings-of.ts'

// Every visitor's browser is told them.
const readable = ['title', 'accent', 'greeting', 'origins', 'language']

export const settingsSchema = settingsOf<WebChatSettings>('WebChatSettings', webChatSettings, readable)

interface Kept {
  kind: ChannelKind
  settings: object
}

/** Whether it is a web chat, whose settings were checked by the schema above before they were kept. */
export const isWebChat = <C extends Kept>(
  channel: C | null | undefined,
): channel is C & { kind: 'web-chat'; settings: WebChatSettings } => channel?.kind === 'web-chat'
