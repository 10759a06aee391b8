import { type WebChatSettings, webChatSettings } from '#schemas/api/channel-settings.ts'
import { named } from '#schemas/api/shape.ts'

export const settingsSchema = {
  schema: named<WebChatSettings>('WebChatSettings', webChatSettings),
  secrets: [],
  // Every visitor's browser is told them.
  readable: ['title', 'accent', 'greeting', 'origins', 'language'],
}
