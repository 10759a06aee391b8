import { record, type Shape } from '#runtime/channels/shape.ts'
import type { AccountEvent, AccountNews } from '../contract.ts'
import { alarmOf } from './errors.ts'

const askForReview = 'Ask for a review in Meta’s Business Support Home: business.facebook.com/business-support-home.'
const lookThere = 'Look in WhatsApp Manager, under Account overview, what it is about, and ask for a review if it is wrong.'

/**
 * What an account event means for the channel (Meta, webhooks `account_update` and the `errors` of `messages`); undefined for what is
 * nobody's trouble. Words of the vendor are taken over only where they are names from its own list.
 */
export function accountNews({ what, details }: AccountEvent): AccountNews | undefined {
  if (what === 'error') {
    const alarm = alarmOf(typeof details.code === 'number' ? details.code : undefined)
    return alarm && { trouble: { ...alarm, stops: true, code: String(details.code) } }
  }
  if (what !== 'account_update' || typeof details.event !== 'string') return undefined
  const { event } = details
  if (event === 'ACCOUNT_RECONNECTED') return { over: true }
  if (event === 'DISABLED_UPDATE') return banned(event, details)
  if (event === 'ACCOUNT_RESTRICTION') return restricted(event, details)
  const known = Object.hasOwn(plain, event) ? plain[event] : undefined
  return (
    known && {
      trouble: { ...known, code: event, reason: `${known.reason}${named(record(details.violation_info).violation_type)}.` },
    }
  )
}

const plain: Record<string, { stops: boolean; reason: string; wayOut: string }> = {
  ACCOUNT_VIOLATION: { stops: false, reason: 'WhatsApp says that the account broke one of its rules', wayOut: lookThere },
  ACCOUNT_DELETED: {
    stops: true,
    reason: 'The WhatsApp Business account was deleted',
    wayOut: 'Connect a number of another account.',
  },
  ACCOUNT_OFFBOARDED: {
    stops: true,
    reason: 'The number was registered anew on a device and is no longer connected',
    wayOut: 'Connect the number again in WhatsApp Manager, then test the connection here.',
  },
  PARTNER_REMOVED: {
    stops: true,
    reason: 'The account is no longer shared with the app that this channel uses',
    wayOut: 'Share the account with the app again in Meta’s business settings, then test the connection here.',
  },
  PARTNER_APP_UNINSTALLED: {
    stops: true,
    reason: 'The app that this channel uses was taken from the account',
    wayOut: 'Add the app to the account again in Meta’s business settings, then test the connection here.',
  },
}

function banned(code: string, details: Shape): AccountNews | undefined {
  switch (record(details.ban_info).waba_ban_state) {
    case 'REINSTATE':
      return { over: true }
    case 'SCHEDULE_FOR_DISABLE':
      return {
        trouble: { code, stops: false, reason: 'WhatsApp is about to switch the account off.', wayOut: askForReview },
      }
    case 'DISABLE':
      return { trouble: { code, stops: true, reason: 'WhatsApp has switched the account off.', wayOut: askForReview } }
    default:
      return undefined
  }
}

function restricted(code: string, { restriction_info }: Shape): AccountNews {
  const all = (Array.isArray(restriction_info) ? restriction_info : [restriction_info]).map(record)
  const types = all.map(({ restriction_type }) => restriction_type)
  const reason = (words: string) => `${words}${until(all[0]?.expiration)}.`
  if (types.includes('RESTRICTED_CUSTOMER_INITIATED_MESSAGING'))
    return {
      trouble: { code, stops: true, reason: reason('WhatsApp lets this account answer nobody'), wayOut: askForReview },
    }
  if (types.includes('RESTRICTED_BIZ_INITIATED_MESSAGING'))
    return {
      trouble: {
        code,
        stops: false,
        reason: reason('WhatsApp lets this account begin no chats; answers still go out'),
        wayOut: lookThere,
      },
    }
  return { trouble: { code, stops: false, reason: reason('WhatsApp has restricted the account'), wayOut: lookThere } }
}

/** One of the vendor's own names, such as SCAM; anything else is left out. */
const named = (value: unknown): string => (typeof value === 'string' && /^[A-Z][A-Z_]{1,60}$/.test(value) ? ` (${value})` : '')

function until(value: unknown): string {
  const at = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined
  return at && !Number.isNaN(at.getTime()) ? ` until ${at.toISOString().slice(0, 10)}` : ''
}
