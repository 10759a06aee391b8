import type { OutgoingMessage } from '#schemas/message.ts'
import type { Speaking } from '../contract.ts'
import { saying } from '../say.ts'
import type { TemplateMessageConfig } from './schema.ts'

/** What is said where there are no templates: the text, its buttons below. */
export function says(visit: Speaking<TemplateMessageConfig>): OutgoingMessage[] {
  const { text, replies = [] } = visit.config
  if (replies.length === 0) return saying(visit, text)
  const choices = replies.map(({ id, label }) => ({ id, label: visit.text(label) || id }))
  return [{ kind: 'choices', text: visit.text(text), choices }]
}
