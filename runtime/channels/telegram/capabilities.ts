import { ownFileTypes } from '#schemas/own-file.ts'
import type { Capabilities } from '../contract.ts'

const megabyte = 1024 * 1024

/**
 * Bot API 10.0. Texts are counted as UTF-16 units: never fewer than the vendor counts. A button's label has no limit; a longer one is
 * cut off on a phone. One row each, so that a thumb finds it.
 */
export const capabilities: Capabilities = {
  kind: 'telegram',
  text: { max: 4096, unit: 'characters' },
  caption: { max: 1024, on: ['image', 'video', 'audio', 'document'] },
  buttons: { max: 100, label: 64, body: 4096 },
  list: null,
  // As they are sent along, in multipart/form-data.
  files: {
    image: { maxBytes: 10 * megabyte, types: ['image/jpeg', 'image/png', 'image/webp'] },
    video: { maxBytes: 50 * megabyte, types: ['video/mp4'] },
    audio: { maxBytes: 50 * megabyte, types: ['audio/mpeg', 'audio/mp4'] },
    document: { maxBytes: 50 * megabyte, types: ownFileTypes },
  },
  media: ['image', 'video', 'audio', 'document'],
  // A bot cannot say that it has read something.
  cues: { typing: { lastsMs: 5_000 } },
  perSecond: 30,
  perRecipientMs: 1000,
  // “Short bursts” are let pass, says the vendor; as many in a minute as it takes in a group.
  perRecipientBurst: 20,
}
