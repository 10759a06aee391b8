import type { Capabilities } from '../contract.ts'

/** Our own widget: the limits are habits (other widgets cap a text at 10,000), not a vendor's. */
export const capabilities: Capabilities = {
  kind: 'web-chat',
  text: { max: 10_000, unit: 'characters' },
  caption: { max: 1024, on: ['image', 'video', 'audio', 'document'] },
  buttons: { max: 100, label: 200, body: 10_000, description: 200 },
  list: null,
  media: ['image', 'video', 'audio', 'document'],
  tellsOpening: true,
  cues: { typing: { lastsMs: 6_000 } },
}
