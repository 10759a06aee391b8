import type { Thread } from '#schemas/message.ts'
import { shorten } from '../../split-text.ts'
import type { DrawnMessage, EncodeAbout } from '../contract.ts'
import { asHtml } from './html.ts'

/** A mail as our half that sends takes it: in plain text and as simple HTML, hung under the one it answers. */
export function encode(message: DrawnMessage, to: string, { ourId, thread, by }: EncodeAbout): Record<string, unknown> {
  const text = textOf(message)
  return {
    to,
    ourId,
    subject: subjectOf(thread, text),
    text,
    html: message.kind === 'media' ? asHtml(message.caption ?? '', message) : asHtml(text),
    ...(thread ? { inReplyTo: thread.messageId, references: [...(thread.references ?? []), thread.messageId] } : {}),
    // Nobody's program answers what a flow says by itself (RFC 3834).
    ...(by === 'agent' ? {} : { automatic: true }),
  }
}

/** “Re: …” once, however often it went to and fro; a new thread is about its first words. */
function subjectOf(thread: Thread | undefined, text: string): string {
  if (!thread) return shorten(text, 70)
  const subject = thread.subject ?? ''
  return answered.test(subject) ? subject : `Re: ${subject}`.trim()
}

/** As mail programs begin the subject of an answer. */
const answered = /^(re|aw|sv|vs|antw|odp|回复|回覆|答复|答覆|返信|ตอบกลับ|trả lời|رد)\s*[::]/iu

/** What is no text as a channel without buttons is sent it: all the same, its words are said. */
function textOf(message: DrawnMessage): string {
  switch (message.kind) {
    case 'text':
    case 'template':
      return message.text
    case 'media':
      return [message.caption, message.url].filter(Boolean).join('\n')
    default: {
      const choices = message.kind === 'buttons' ? message.buttons : message.rows
      return `${message.text}\n\n${choices.map(({ label }, i) => `${i + 1}. ${label}`).join('\n')}`
    }
  }
}
