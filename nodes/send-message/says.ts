import type { OutgoingMessage } from '#schemas/message.ts'
import type { Speaking } from '../contract.ts'
import { saying } from '../say.ts'
import type { SendMessageConfig } from './schema.ts'

/** The text, with what is behind `url` where there is something. */
export function says(visit: Speaking<SendMessageConfig>, url: string): OutgoingMessage[] {
  const texts = saying(visit, visit.config.text)
  const { media } = visit.config
  if (!media || url === '') return texts
  const [first] = texts
  // Sound carries no caption anywhere: its text goes ahead.
  if (media.kind === 'audio') return [...texts, { kind: 'media', media: 'audio', url }]
  return [{ kind: 'media', media: media.kind, url, ...(first ? { caption: first.text } : {}) }]
}
