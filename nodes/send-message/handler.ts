import type { OutgoingMessage } from '#schemas/message.ts'
import { go, handle, type Visit } from '../contract.ts'
import { inUrl } from '../in-url.ts'
import { saying } from '../say.ts'
import type { SendMessageConfig } from './schema.ts'

export const handler = handle<SendMessageConfig>({ enter: (visit) => go('next', { say: messages(visit) }) })

function messages(visit: Visit<SendMessageConfig>): OutgoingMessage[] {
  const texts = saying(visit, visit.config.text)
  const { media } = visit.config
  const { url, refusal } = inUrl(media ? visit.parts(media.url) : [])
  // What leads elsewhere than its author wrote is not shown; the text is.
  if (!media || url === '' || refusal) return texts
  const [first] = texts
  // Sound carries no caption anywhere: its text goes ahead.
  if (media.kind === 'audio') return [...texts, { kind: 'media', media: 'audio', url }]
  return [{ kind: 'media', media: media.kind, url, ...(first ? { caption: first.text } : {}) }]
}
