import { cleanName } from '#schemas/clean-name.ts'
import type { IncomingContent, MediaKind } from '#schemas/message.ts'
import { isRecord, list, number, record, type Shape, text } from '../shape.ts'

/** As long as file systems take, with its ending. */
const longestFileName = 255

/** What a message says; one of a kind we do not know is a visible `unsupported`. */
export function contentOf(raw: Shape): IncomingContent {
  if (typeof raw.text === 'string') return { kind: 'text', text: raw.text }
  for (const [field, kind] of files) {
    // Of a photo come several sizes, the largest last.
    const file = Array.isArray(raw[field]) ? record(list(raw[field]).at(-1)) : record(raw[field])
    const content = fileOf(file, kind, raw, field)
    if (content) return content
  }
  // A place with a name comes with its bare location beside it.
  const venue = record(raw.venue)
  const place = record(venue.location ?? raw.location)
  const latitude = number(place.latitude)
  const longitude = number(place.longitude)
  if (latitude !== undefined && longitude !== undefined) {
    const name = cleanName(text(venue.title) ?? '')
    const address = text(venue.address)
    return { kind: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) }
  }
  if (isRecord(raw.contact)) {
    const { first_name, last_name, phone_number } = raw.contact
    const name = cleanName([text(first_name), text(last_name)].filter(Boolean).join(' '))
    const phone = text(phone_number)
    return { kind: 'contacts', contacts: [{ name, phones: phone ? [phone] : [] }] }
  }
  return { kind: 'unsupported', what: kindOf(raw) }
}

/** Their own number, when a person shares it; the vendor says whose a contact is. */
export function phoneIn(raw: Shape): string | undefined {
  const contact = record(raw.contact)
  const phone = text(contact.phone_number)?.replace(/\D/g, '')
  return phone && /^\d{6,15}$/.test(phone) && contact.user_id === record(raw.from).id ? `+${phone}` : undefined
}

/** An animation also comes as a document, so it stands before. */
const files: [field: string, kind: MediaKind][] = [
  ['photo', 'image'],
  ['animation', 'video'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['voice', 'audio'],
  ['audio', 'audio'],
  ['sticker', 'sticker'],
  ['document', 'document'],
]

function fileOf(file: Shape, media: MediaKind, raw: Shape, field: string): IncomingContent | undefined {
  const mediaId = text(file.file_id)
  if (!mediaId) return undefined
  const mimeType = text(file.mime_type)
  const caption = text(raw.caption)
  const fileName = cleanName(text(file.file_name) ?? '', longestFileName)
  return {
    kind: 'media',
    media,
    mediaId,
    ...(mimeType && { mimeType }),
    ...(caption && { caption }),
    ...(fileName && { fileName }),
    ...(field === 'voice' && { voice: true }),
  }
}

/** Stands in every message, or is about one. */
const notContent =
  /^(message_id|message_thread_id|from|chat|date|sender_\w+|business_\w+|reply_\w+|forward_\w+|edit_date|via_bot|is_\w+|has_\w+|entities|caption\w*|quote|external_reply|author_signature|media_group_id|effect_id|show_\w+|link_preview_options)$/

const kindOf = (raw: Shape): string =>
  Object.keys(raw).find((field) => /^\w{1,60}$/.test(field) && !notContent.test(field)) ?? 'unknown'
