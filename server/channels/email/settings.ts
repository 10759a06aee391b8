import { type EmailSettings, emailSettings } from '#schemas/channel-settings.ts'
import { settingsOf } from '../settings-of.ts'

export const settingsSchema = settingsOf<EmailSettings>('EmailSettings', emailSettings, ['address'])
