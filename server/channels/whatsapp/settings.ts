import { type WhatsAppSettings, whatsAppSettings } from '#schemas/channel-settings.ts'
import { settingsOf } from '../settings-of.ts'

export const settingsSchema = settingsOf<WhatsAppSettings>('WhatsAppSettings', whatsAppSettings, ['phoneNumberId'])
