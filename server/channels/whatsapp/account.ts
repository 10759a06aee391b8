import { record, type Shape, text } from '#runtime/channels/shape.ts'
import { qualityOf, stateOf, whyOf } from '#runtime/channels/whatsapp/template.ts'
import type { TroubleCode, TroubleReason } from '#schemas/channel-trouble.ts'
import type { AccountEvent, AccountNews, TemplateNews } from '../contract.ts'
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
  if (aboutTemplates.includes(what)) return { templates: newsOfTemplate(what, details) }
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

/** A template was approved, refused, paused, rated, written anew or put into another category (Meta, webhooks `message_template_…`). */
const aboutTemplates: readonly string[] = [
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
]

function newsOfTemplate(what: string, details: Shape): TemplateNews {
  const name = text(details.message_template_name)
  const language = text(details.message_template_language)
  if (!name || !language) return {}
  const { message_template_id: id, event, reason, new_quality_score, new_category } = details
  const of = { ...(typeof id === 'number' || typeof id === 'string' ? { id: String(id) } : {}), name, language }
  if (what === 'message_template_quality_update') {
    const quality = qualityOf(new_quality_score)
    return { of, ...(quality ? { quality } : {}) }
  }
  if (what === 'template_category_update') {
    const category = text(new_category)
    return { of, ...(category ? { category } : {}) }
  }
  if (what !== 'message_template_status_update' || typeof event !== 'string') return { of }
  if (event === 'DELETED' || event === 'PENDING_DELETION') return { of, gone: true }
  const why = whyOf(reason)
  return { of, state: stateOf(event), ...(why ? { why } : {}) }
}

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
