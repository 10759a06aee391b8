import type { Capabilities } from '../contract.ts'

/** WhatsApp Cloud API v23.0, from the vendor's OpenAPI document. Characters are counted as UTF-16 units: never fewer than the vendor counts. */
export const capabilities: Capabilities = {
  kind: 'whatsapp',
  text: { max: 4096, unit: 'characters' },
  caption: { max: 1024, on: ['image', 'video', 'document'] },
  buttons: { max: 3, label: 20, body: 1024 },
  list: { rows: 10, label: 24, description: 72, button: 20, body: 1024 },
  media: ['image', 'video', 'audio', 'document'],
  templates: true,
  cues: { typing: { lastsMs: 25_000 }, read: true },
  perSecond: 80,
  perRecipientMs: 6000,
  perRecipientBurst: 45,
}
