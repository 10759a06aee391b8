import { record, type Shape } from '#runtime/channels/shape.ts'
import type { TroubleCode, TroubleReason } from '#schemas/channel-trouble.ts'
import type { AccountEvent, AccountNews } from '../contract.ts'
import { alarmOf } from './errors.ts'

/**
 * What an account event means for the channel (Meta, webhooks `account_update` and the `errors` of `messages`); undefined for what is
 * nobody's trouble. Words of the vendor are taken over only where they are names from its own list.
 */
export function accountNews({ what, details }: AccountEvent): AccountNews | undefined {
  if (what === 'error') {
    const alarm = alarmOf(typeof details.code === 'number' ? details.code : undefined)
    return alarm && { trouble: { stops: true, reason: alarm, code: String(details.code) } }
  }
  if (aboutTemplates.includes(what)) return { templates: 'changed' }
  if (what !== 'account_update' || typeof details.event !== 'string') return undefined
  const { event } = details
  if (event === 'ACCOUNT_RECONNECTED') return { over: true }
  if (event === 'DISABLED_UPDATE') return banned(event, details)
  if (event === 'ACCOUNT_RESTRICTION') return restricted(event, details)
  const known = Object.hasOwn(plain, event) ? plain[event] : undefined
  if (!known) return undefined
  const { stops, reason: code } = known
  return { trouble: { stops, code: event, reason: { code, ...named(record(details.violation_info).violation_type) } } }
}

/** A template was approved, refused, paused, written anew or put into another category (Meta, webhooks `message_template_…`). */
const aboutTemplates: readonly string[] = [
  'message_template_status_update',
  'message_template_components_update',
  'template_category_update',
]

const plain: Record<string, { stops: boolean; reason: TroubleCode }> = {
  ACCOUNT_VIOLATION: { stops: false, reason: 'rule-broken' },
  ACCOUNT_DELETED: { stops: true, reason: 'deleted' },
  ACCOUNT_OFFBOARDED: { stops: true, reason: 'offboarded' },
  PARTNER_REMOVED: { stops: true, reason: 'partner-removed' },
  PARTNER_APP_UNINSTALLED: { stops: true, reason: 'app-removed' },
}

function banned(code: string, details: Shape): AccountNews | undefined {
  switch (record(details.ban_info).waba_ban_state) {
    case 'REINSTATE':
      return { over: true }
    case 'SCHEDULE_FOR_DISABLE':
      return { trouble: { code, stops: false, reason: { code: 'about-to-be-off' } } }
    case 'DISABLE':
      return { trouble: { code, stops: true, reason: { code: 'switched-off' } } }
    default:
      return undefined
  }
}

function restricted(code: string, { restriction_info }: Shape): AccountNews {
  const all = (Array.isArray(restriction_info) ? restriction_info : [restriction_info]).map(record)
  const types = all.map(({ restriction_type }) => restriction_type)
  const until = dayOf(all[0]?.expiration)
  const trouble = (stops: boolean, what: 'answers-nobody' | 'begins-nothing' | 'restricted'): AccountNews => ({
    trouble: { code, stops, reason: until ? { code: `${what}-until`, values: { until } } : { code: what } },
  })
  if (types.includes('RESTRICTED_CUSTOMER_INITIATED_MESSAGING')) return trouble(true, 'answers-nobody')
  return trouble(false, types.includes('RESTRICTED_BIZ_INITIATED_MESSAGING') ? 'begins-nothing' : 'restricted')
}

/** One of the vendor's own names, such as SCAM; anything else is left out. */
const named = (value: unknown): Pick<TroubleReason, 'values'> =>
  typeof value === 'string' && /^[A-Z][A-Z_]{1,60}$/.test(value) ? { values: { details: value } } : {}

function dayOf(value: unknown): string | undefined {
  const at = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined
  return at && !Number.isNaN(at.getTime()) ? at.toISOString().slice(0, 10) : undefined
}
