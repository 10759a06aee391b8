import { cleanName } from '#schemas/clean-name.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { ChannelEvent, IncomingMessage, Sender } from '#schemas/message.ts'
import type { DecodeContext } from '../contract.ts'
import { isRecord, number, record, type Shape, text } from '../shape.ts'
import { choiceOf } from './callback-data.ts'
import { contentOf, phoneIn } from './content.ts'
import { messageIdOf } from './message-id.ts'

/** The kinds of update that are asked for when the webhook is set up: what is not named here never comes. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/**
 * The events of one update. A message of an unknown kind becomes `unsupported`; what has no sender, or comes from a group, is left out:
 * a chat here is with one person.
 */
export function decode(update: unknown, channelId: string, { receivedAt }: DecodeContext = {}): ChannelEvent[] {
  const raw = record(update)
  const number = idOf(raw.update_id)
  if (number === undefined) return []
  const about = { channelId, id: `u${number}`, receivedAt }
  const message =
    said(raw.message, about) ??
    edited(raw.edited_message, about) ??
    pressed(raw.callback_query, about) ??
    membership(raw.my_chat_member, about)
  return message ? [{ kind: 'message', message }] : []
}

/** What is to be answered so that a pressed button stops turning; undefined when nothing was pressed. */
export const pressedIn = (update: unknown): string | undefined => text(record(record(update).callback_query).id)

/** What an update says apart from its content. */
interface About {
  channelId: string
  id: string
  receivedAt: Instant | undefined
}

function said(value: unknown, about: About): IncomingMessage | undefined {
  if (!isRecord(value)) return undefined
  const from = senderOf(value)
  const messageId = number(value.message_id)
  if (!from || messageId === undefined) return undefined
  const phone = phoneIn(value)
  const { start } = Object(/^\/start(?:@\w+)? (?<start>[\w-]{1,64})$/.exec(text(value.text) ?? '')?.groups) as { start?: string }
  const replyTo = number(record(value.reply_to_message).message_id)
  return {
    id: messageIdOf(from.externalId, messageId),
    channelId: about.channelId,
    from: { ...from, ...(phone ? { phone } : {}) },
    at: instantOf(value.date, about),
    content: contentOf(value),
    ...(replyTo === undefined ? {} : { replyTo: messageIdOf(from.externalId, replyTo) }),
    ...(value.forward_origin ? { forwarded: true } : {}),
    ...(start ? { referral: { source: 'link', id: start } } : {}),
  }
}

function edited(value: unknown, about: About): IncomingMessage | undefined {
  if (!isRecord(value)) return undefined
  const from = senderOf(value)
  const messageId = number(value.message_id)
  if (!from || messageId === undefined) return undefined
  const original = messageIdOf(from.externalId, messageId)
  const words = text(value.text) ?? text(value.caption) ?? ''
  return { ...about_(about, from, instantOf(value.edit_date, about)), content: { kind: 'edited', original, text: words } }
}

/** A button under one of our messages was pressed: which choice it was stands on the button itself. */
function pressed(value: unknown, about: About): IncomingMessage | undefined {
  if (!isRecord(value)) return undefined
  const message = record(value.message)
  const from = senderOf({ chat: message.chat, from: value.from })
  const data = text(value.data)
  const messageId = number(message.message_id)
  if (!from || !data) return undefined
  return {
    ...about_(about, from, instantOf(undefined, about)),
    content: { kind: 'choice', ...choiceOf(data, labelOf(message, data)) },
    ...(messageId === undefined ? {} : { replyTo: messageIdOf(from.externalId, messageId) }),
  }
}

/** Somebody blocked the bot, or let it write again. */
function membership(value: unknown, about: About): IncomingMessage | undefined {
  if (!isRecord(value)) return undefined
  const from = senderOf(value)
  const status = text(record(value.new_chat_member).status)
  const what = status === 'kicked' ? 'blocked' : status === 'member' ? 'unblocked' : undefined
  if (!from || !what) return undefined
  return { ...about_(about, from, instantOf(value.date, about)), content: { kind: 'system', what, text: '' } }
}

const about_ = ({ channelId, id }: About, from: Sender, at: Instant) => ({ id, channelId, from, at })

/** The person of a private chat; undefined in a group, and for other bots. */
function senderOf(value: Shape): Sender | undefined {
  const chat = record(value.chat)
  const from = record(value.from)
  const externalId = idOf(chat.id)
  if (externalId === undefined || (chat.type !== undefined && chat.type !== 'private') || from.is_bot === true) return undefined
  const names = [text(from.first_name) ?? text(chat.first_name), text(from.last_name) ?? text(chat.last_name)]
  const name = cleanName(names.filter(Boolean).join(' ') || (text(from.username) ?? ''))
  return { externalId, ...(name ? { name } : {}) }
}

function labelOf(message: Shape, data: string): string | undefined {
  const rows = record(message.reply_markup).inline_keyboard
  const buttons = (Array.isArray(rows) ? rows : []).flatMap((row) => (Array.isArray(row) ? row : [])).map(record)
  return text(buttons.find(({ callback_data }) => callback_data === data)?.text)
}

const idOf = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined

/** Telegram counts seconds. */
function instantOf(value: unknown, { receivedAt }: About): Instant {
  const seconds = typeof value === 'number' ? value : Number.NaN
  // Up to the year 9999, after which an instant no longer sorts as text.
  return seconds > 0 && seconds < 253_402_300_800 ? instantAt(seconds * 1000) : (receivedAt ?? '1970-01-01T00:00:00.000Z')
}
