import type { Mail } from './mail.ts'

/**
 * Whether a program sent it by itself: a list, a newsletter, an absence note, a report. Such mail is never answered, or two programs talk
 * for ever (RFC 3834).
 */
export function isAutomatic({ headers, from }: Mail): boolean {
  const says = (name: string): string => headers.get(name)?.trim().toLowerCase() ?? ''
  const auto = says('auto-submitted')
  if (auto && !/^no\b/.test(auto)) return true
  if (/^(bulk|list|junk|auto_reply)\b/.test(says('precedence'))) return true
  if (marks.some((name) => headers.has(name))) return true
  if (says('return-path') === '<>') return true
  if (/^multipart\/report\b/.test(says('content-type'))) return true
  return /^(mailer-daemon|postmaster|(no|do-?not)[-_.]?reply|bounces?)([-+._].*)?@/i.test(from?.address ?? '')
}

const marks = [
  'list-id',
  'list-unsubscribe',
  'list-post',
  'feedback-id',
  'x-autoreply',
  'x-autorespond',
  'x-auto-reply',
  'x-loop',
]
