import { cleanName } from '#schemas/clean-name.ts'
import { nestsTooDeep } from '#schemas/json-depth.ts'
import { withoutNul } from '#schemas/json-nul.ts'
import type { IncomingContent, MediaKind } from '#schemas/message.ts'
import { isRecord, list, number, record, type Shape, text } from '../shape.ts'

/** As long as file systems take, with its ending. */
const longestFileName = 255

type Reader = (part: Shape, raw: Shape) => IncomingContent | undefined

/** What a message says; a kind we do not know, or one without its own object, is a visible `unsupported`. */
export function contentOf(raw: Shape, value: Shape): IncomingContent {
  const type = text(raw.type) ?? 'unknown'
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined
  return reader?.(record(raw[type]), raw) ?? unsupported(type, raw, value)
}

const media =
  (kind: MediaKind): Reader =>
  (part) => {
    const mediaId = text(part.id)
    const url = text(part.url)
    if (!mediaId && !url) return undefined
    const mimeType = text(part.mime_type)
    const caption = text(part.caption)
    const fileName = cleanName(text(part.filename) ?? '', longestFileName)
    return {
      kind: 'media',
      media: kind,
      ...(mediaId && { mediaId }),
      ...(url && { url }),
      ...(mimeType && { mimeType }),
      ...(caption && { caption }),
      ...(fileName && { fileName }),
      ...(part.voice === true && { voice: true }),
    }
  }

const choice = (id: string | undefined, label: string | undefined): IncomingContent | undefined =>
  id !== undefined || label !== undefined ? { kind: 'choice', id: id ?? label!, label: label ?? id! } : undefined

const readers: Record<string, Reader> = {
  text: (part) => (typeof part.body === 'string' ? { kind: 'text', text: part.body } : undefined),
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  document: media('document'),
  sticker: media('sticker'),
  // A quick reply of a template is a kind of its own, not an interactive one.
  button: (part) => choice(text(part.payload), text(part.text)),
  interactive: (part) => {
    const reply = record(part[String(part.type)])
    if (part.type === 'button_reply' || part.type === 'list_reply') return choice(text(reply.id), text(reply.title))
    return part.type === 'nfm_reply' ? form(reply) : undefined
  },
  location: (part) => {
    const latitude = number(part.latitude)
    const longitude = number(part.longitude)
    if (latitude === undefined || longitude === undefined) return undefined
    const name = cleanName(text(part.name) ?? '')
    const address = text(part.address)
    return { kind: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) }
  },
  contacts: (_part, raw) =>
    Array.isArray(raw.contacts) ? { kind: 'contacts', contacts: raw.contacts.map(contactCard) } : undefined,
  order: (part) => ({
    kind: 'order',
    catalogId: text(part.catalog_id) ?? '',
    text: text(part.text) ?? '',
    items: list(part.product_items).map(orderItem),
  }),
  reaction: (part) => {
    const to = text(part.message_id)
    // An empty or missing emoji takes the reaction back.
    return to ? { kind: 'reaction', to, emoji: text(part.emoji) ?? null } : undefined
  },
  edit: (part) => {
    const original = text(part.original_message_id)
    if (!original) return undefined
    const message = record(part.message)
    const body = record(message[String(message.type)])
    return { kind: 'edited', original, text: text(body.body) ?? text(body.caption) ?? '' }
  },
  revoke: (part) => {
    const original = text(part.original_message_id)
    return original ? { kind: 'deleted', original } : undefined
  },
  system: (part) => {
    const becomes = becomesOf(part)
    return { kind: 'system', what: text(part.type) ?? 'unknown', text: text(part.body) ?? '', ...(becomes && { becomes }) }
  },
}

/** A changed number comes with the new user id too: that is made anew with the number. */
function becomesOf(part: Shape): { externalId?: string; address?: string } | undefined {
  if (part.type !== 'user_changed_number' && part.type !== 'user_changed_user_id') return undefined
  const externalId = text(part.user_id)
  const address = part.type === 'user_changed_number' ? text(part.wa_id) : undefined
  return externalId || address ? { ...(externalId && { externalId }), ...(address && { address }) } : undefined
}

/** A form whose answers nobody can read is shown as that: it must not be lost, and not break what keeps it. */
function form(reply: Shape): IncomingContent | undefined {
  if (typeof reply.response_json === 'string' && nestsTooDeep(reply.response_json)) return undefined
  const name = text(reply.name)
  return { kind: 'form', ...(name && { name }), values: parsed(reply.response_json) }
}

/** A form's answers are JSON inside a string. */
function parsed(json: unknown): Shape {
  if (typeof json !== 'string') return record(json)
  try {
    return record(JSON.parse(withoutNul(json)))
  } catch {
    return {}
  }
}

function contactCard(item: unknown): { name: string; phones: string[] } {
  const card = record(item)
  const name = record(card.name)
  return {
    name: cleanName(text(name.formatted_name) ?? text(name.first_name) ?? ''),
    phones: list(card.phones).flatMap((phone) => text(record(phone).phone) ?? text(record(phone).wa_id) ?? []),
  }
}

function orderItem(item: unknown): { productId: string; quantity: number; price: number; currency: string } {
  const product = record(item)
  return {
    productId: text(product.product_retailer_id) ?? '',
    quantity: number(product.quantity) ?? 0,
    price: number(product.item_price) ?? 0,
    currency: text(product.currency) ?? '',
  }
}

function unsupported(type: string, raw: Shape, value: Shape): IncomingContent {
  const part = record(raw[type])
  const what = text(part.type) ?? type
  const error = [...list(raw.errors), ...list(value.errors)].find(isRecord)
  const reason = error && (text(record(error.error_data).details) ?? text(error.message) ?? text(error.title))
  return { kind: 'unsupported', what, ...(reason && { reason }) }
}
