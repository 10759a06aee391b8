import { type WhatsAppSettings, whatsAppSettings } from '#schemas/api/channel-settings.ts'
import { named } from '#schemas/api/shape.ts'

export const settingsSchema = {
  schema: named<WhatsAppSettings>('WhatsAppSettings', whatsAppSettings),
  secrets: ['accessToken', 'appSecret'],
  readable: ['phoneNumberId'],
  account: 'phoneNumberId',
  sentTo: { accessToken: 'apiBaseUrl' },
}
