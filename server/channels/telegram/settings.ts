import { type TelegramSettings, telegramSettings } from '#schemas/channel-settings.ts'
import { settingsOf } from '../settings-of.ts'

export const settingsSchema = settingsOf<TelegramSettings>('TelegramSettings', telegramSettings, [])
