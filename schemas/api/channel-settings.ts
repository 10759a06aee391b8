import type { Language } from '../text.ts'

/** Settings of a web chat. `origins`: where the widget may be embedded; empty means anywhere. */
export interface WebChatSettings {
  title: string
  accent: string
  greeting?: string
  origins: string[]
  language: Language
}
/** What WhatsApp needs. */
export interface WhatsAppSettings {
  phoneNumberId: string
  accessToken: string
  appSecret: string
  verifyToken: string
  apiBaseUrl: string
  apiVersion: string
}
