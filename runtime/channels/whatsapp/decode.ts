import { cleanName } from '#schemas/clean-name.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { ChannelEvent, DeliveryStatus, IncomingMessage, Sender } from '#schemas/message.ts'
import type { Pricing } from '#schemas/pricing.ts'
import type { DecodeContext } from '../contract.ts'
import { isRecord, list, number, record, type Shape, text } from '../shape.ts'
import { contentOf } from './content.ts'

/**
 * Every event of one webhook body. It may carry many entries, changes, messages and statuses, of several numbers; one that cannot
 * be read never costs the others: a message of an unknown kind becomes `unsupported`, what has no id or no sender is left out.
 */
export function decode(body: unknown, channelId: string, context: DecodeContext = {}): ChannelEvent[] {
  const events: ChannelEvent[] = []
  for (const entry of list(record(body).entry)) {
    for (const change of list(record(entry).changes)) {
      const { field, value } = record(change)
      if (isRecord(value) && isOurs(value, context.account)) decodeChange(text(field), value, channelId, context, events)
    }
  }
  return events
}

function decodeChange(
  field: string | undefined,
  value: Shape,
  channelId: string,
  context: DecodeContext,
  events: ChannelEvent[],
) {
  if (field === 'smb_message_echoes' || field === 'message_echoes') {
    for (const echo of list(value.message_echoes)) {
      const raw = record(echo)
      const to = senderOf(raw.to, raw.to_user_id, list(value.contacts))
      const message = messageOf(raw, senderOf(raw.from, undefined, []), value, channelId, context)
      if (to && message) events.push({ kind: 'echo', message, to })
    }
    return
  }
  if (field === 'user_preferences') {
    for (const item of list(value.user_preferences)) {
      const message = preferenceOf(record(item), value, channelId, context)
      if (message) events.push({ kind: 'message', message })
    }
    return
  }
  if (field !== 'messages') {
    events.push({ kind: 'account', what: field ?? 'unknown', details: value })
    return
  }
  for (const item of list(value.messages)) {
    const raw = record(item)
    // What tells of a changed id carries no contact, and the ids of before.
    const from = senderOf(raw.from, record(raw.system).previous_user_id ?? raw.from_user_id, list(value.contacts))
    const message = messageOf(raw, from, value, channelId, context)
    if (message) events.push({ kind: 'message', message })
  }
  for (const item of list(value.statuses)) {
    const status = statusOf(item, context)
    if (status) events.push(status)
  }
  for (const error of list(value.errors)) events.push({ kind: 'account', what: 'error', details: record(error) })
}

/** The phone number ids that a body tells of: one app's numbers may all be told of at one address. */
export function accountsIn(body: unknown): string[] {
  const accounts: string[] = []
  for (const entry of list(record(body).entry))
    for (const change of list(record(entry).changes)) {
      const account = accountOf(record(record(change).value))
      if (account !== undefined && !accounts.includes(account)) accounts.push(account)
    }
  return accounts
}

const accountOf = (value: Shape): string | undefined => text(record(value.metadata).phone_number_id)

/** A body can hold changes of other numbers of the same app; they have their own channels. */
function isOurs(value: Shape, account: string | undefined): boolean {
  const theirs = accountOf(value)
  return account === undefined || theirs === undefined || theirs === account
}

function messageOf(
  raw: Shape,
  from: Sender | undefined,
  value: Shape,
  channelId: string,
  context: DecodeContext,
): IncomingMessage | undefined {
  const id = text(raw.id)
  if (!id || !from) return undefined
  const message: IncomingMessage = { id, channelId, from, at: instantOf(raw.timestamp, context), content: contentOf(raw, value) }
  if (isRecord(raw.context)) {
    const replyTo = text(raw.context.id)
    if (replyTo) message.replyTo = replyTo
    if (raw.context.forwarded === true || raw.context.frequently_forwarded === true) message.forwarded = true
  }
  if (isRecord(raw.referral)) message.referral = referralOf(raw.referral)
  return message
}

/**
 * “Stop” and “Resume” of offers, which a person sets in WhatsApp itself: `{ wa_id, category: 'marketing_messages', value, detail, timestamp }`
 * (Meta, webhook `user_preferences`). It has no id of its own; the same change sent again makes the same one.
 */
function preferenceOf(raw: Shape, value: Shape, channelId: string, context: DecodeContext): IncomingMessage | undefined {
  const from = senderOf(raw.wa_id, raw.user_id, list(value.contacts))
  const set = text(raw.value)
  const what = set === 'stop' ? 'marketing-stopped' : set === 'resume' ? 'marketing-resumed' : undefined
  if (!from || !what || text(raw.category) !== 'marketing_messages') return undefined
  const at = instantOf(raw.timestamp, context)
  const content = { kind: 'system', what, text: text(raw.detail) ?? what } as const
  return { id: `${what}.${from.externalId}.${at}`, channelId, from, at, content }
}

/**
 * Neither the phone number nor the contact entry is certain. Every webhook of today carries the business-scoped id; who takes a username
 * may hide the number, and is the same person still.
 */
function senderOf(number: unknown, userId: unknown, contacts: unknown[]): Sender | undefined {
  const phone = text(number)
  const scoped = text(userId)
  const contact = record(
    contacts.find((c) => isRecord(c) && ((phone && c.wa_id === phone) || (scoped && c.user_id === scoped))) ??
      (contacts.length === 1 ? contacts[0] : undefined),
  )
  const waId = phone ?? text(contact.wa_id)
  const scopedId = scoped ?? text(contact.user_id)
  const externalId = scopedId ?? waId
  if (!externalId) return undefined
  const sender: Sender = { externalId }
  const profile = record(contact.profile)
  const name = cleanName(text(profile.name) ?? text(profile.username) ?? '')
  if (scopedId && waId) sender.address = waId
  if (name) sender.name = name
  if (waId && /^\d{6,15}$/.test(waId)) sender.phone = `+${waId}`
  return sender
}

function referralOf(raw: Shape): NonNullable<IncomingMessage['referral']> {
  const id = text(raw.ctwa_clid) ?? text(raw.source_id)
  const url = text(raw.source_url)
  const headline = text(raw.headline)
  return { source: text(raw.source_type) ?? 'unknown', ...(id && { id }), ...(url && { url }), ...(headline && { headline }) }
}

const statuses: Record<string, DeliveryStatus> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'played',
  failed: 'failed',
}

function statusOf(item: unknown, context: DecodeContext): ChannelEvent | undefined {
  const raw = record(item)
  const providerId = text(raw.id)
  const name = text(raw.status)
  const status = name && Object.hasOwn(statuses, name) ? statuses[name] : undefined
  if (!providerId || !status) return undefined
  const event: ChannelEvent = { kind: 'status', providerId, status, at: instantOf(raw.timestamp, context) }
  const ourId = text(raw.biz_opaque_callback_data)
  if (ourId) event.ourId = ourId
  const pricing = pricingOf(raw.pricing)
  if (pricing) event.pricing = pricing
  const error = list(raw.errors)[0]
  if (isRecord(error)) {
    const code = number(error.code)
    const details = text(record(error.error_data).details)
    event.error = {
      ...(code !== undefined && { code }),
      title: text(error.title) ?? text(error.message) ?? '',
      ...(details && { details }),
    }
  }
  return event
}

/** `pricing{billable, pricing_model, category, type}` of a status. */
function pricingOf(told: unknown): Pricing | undefined {
  const { billable, pricing_model, category, type } = record(told)
  const kind = text(category)?.toLowerCase()
  if (typeof billable !== 'boolean' || !kind || !/^[a-z][a-z_]{1,40}$/.test(kind)) return undefined
  const model = text(pricing_model)?.slice(0, 40)
  const by = text(type)?.toLowerCase().slice(0, 40)
  return { billable, category: kind, ...(model ? { model } : {}), ...(by ? { type: by } : {}) }
}

/** WhatsApp counts seconds, and writes them as a string. */
function instantOf(timestamp: unknown, context: DecodeContext): Instant {
  const seconds = typeof timestamp === 'string' || typeof timestamp === 'number' ? Number(timestamp) : Number.NaN
  // Up to the year 9999, after which an instant no longer sorts as text.
  if (!(seconds > 0 && seconds < 253_402_300_800)) return context.receivedAt ?? '1970-01-01T00:00:00.000Z'
  return instantAt(seconds * 1000)
}
