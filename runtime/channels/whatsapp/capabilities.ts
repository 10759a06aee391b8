import type { Capabilities } from '../contract.ts'

const megabyte = 1024 * 1024
const documents = [
  'application/pdf',
  'text/plain',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]

/** WhatsApp Cloud API v23.0, from the vendor's OpenAPI document. Characters are counted as UTF-16 units: never fewer than the vendor counts. */
export const capabilities: Capabilities = {
  kind: 'whatsapp',
  text: { max: 4096, unit: 'characters' },
  caption: { max: 1024, on: ['image', 'video', 'document'] },
  buttons: { max: 3, label: 20, body: 1024 },
  list: { rows: 10, label: 24, description: 72, button: 20, body: 1024 },
  files: {
    image: { maxBytes: 5 * megabyte, types: ['image/jpeg', 'image/png'] },
    video: { maxBytes: 16 * megabyte, types: ['video/mp4', 'video/3gpp'] },
    audio: { maxBytes: 16 * megabyte, types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
    document: { maxBytes: 100 * megabyte, types: documents },
  },
  media: ['image', 'video', 'audio', 'document'],
  templates: true,
  cues: { typing: { lastsMs: 25_000 }, read: true },
  perSecond: 80,
  perRecipientMs: 6000,
  perRecipientBurst: 45,
}

/** What Meta takes of a template that is composed (message templates: components and guidelines, 2026). */
export const templateLimits = {
  name: 512,
  header: 60,
  body: 1024,
  footer: 60,
  buttons: 10,
  label: 25,
  url: 2000,
  phone: 20,
  code: 15,
  urlButtons: 2,
  phoneButtons: 1,
  codeButtons: 1,
  example: 200,
  emoji: 10,
} as const
