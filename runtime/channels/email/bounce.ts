import type { ChannelEvent } from '#schemas/message.ts'
import type { Mail } from './mail.ts'
import { idsIn, ourIdIn } from './message-id.ts'

/** That a mail of ours came back for good (RFC 3464); undefined for a delay, and for a mail that was not ours. */
export function bounceOf({ report, at }: Mail): (ChannelEvent & { kind: 'status' }) | undefined {
  if (!report || fieldOf('action', report.status) !== 'failed') return undefined
  const providerId = idsIn(fieldOf('message-id', report.returned))[0]
  const ourId = ourIdIn(providerId)
  if (!providerId || !ourId) return undefined
  const code = Number(/^[245]\.(\d{1,3})\.(\d{1,3})/.exec(fieldOf('status', report.status))?.[0].replaceAll('.', ''))
  const details = fieldOf('diagnostic-code', report.status).replace(/^[\w-]+;\s*/, '')
  return {
    kind: 'status',
    providerId,
    ourId,
    status: 'failed',
    at,
    error: { ...(code ? { code } : {}), title: 'The mail came back', ...(details ? { details: details.slice(0, 300) } : {}) },
  }
}

/** What the first field of this name says, unfolded; empty where there is none. */
function fieldOf(name: string, fields: string): string {
  const lines = fields
    .slice(0, 100_000)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  const line = lines.find((one) => one.slice(0, name.length + 1).toLowerCase() === `${name}:`)
  return line?.slice(name.length + 1).trim() ?? ''
}
