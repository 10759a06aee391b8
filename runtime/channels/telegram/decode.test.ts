import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { person, type Said, things, updateOf } from '#tests/peers/telegram/updates.ts'
import { dataOf } from './callback-data.ts'
import { decode, pressedIn } from './decode.ts'
import { encode } from './encode.ts'

const at = Date.parse('2026-11-23T10:00:00.000Z')
const receivedAt = '2026-11-23T10:00:05.000Z'
const update = (said: Said) => updateOf(said, { updateId: 7, from: person(4711, 'Mei'), at, messageId: 12 })
const heard = (body: unknown) => decode(body, 'ch1', { receivedAt })
const messageOf = (body: unknown) => {
  const [event] = heard(body)
  return event?.kind === 'message' ? event.message : undefined
}

describe('an update of Telegram', () => {
  it('is a message under the number of its chat, at the time it was sent', () => {
    expect(messageOf(update({ text: 'สวัสดี' }))).toEqual({
      id: '4711.12',
      channelId: 'ch1',
      from: { externalId: '4711', name: 'Mei' },
      at: '2026-11-23T10:00:00.000Z',
      content: { kind: 'text', text: 'สวัสดี' },
    })
  })

  it('by a link tells which, and a reply to what', () => {
    expect(messageOf(update({ text: '/start spring-sale' }))?.referral).toEqual({ source: 'link', id: 'spring-sale' })
    expect(messageOf(update({ text: '/start' }))?.referral).toBeUndefined()
    expect(messageOf(update({ message: { text: 'this one', reply_to_message: { message_id: 9 } as never } }))?.replyTo).toBe(
      '4711.9',
    )
  })

  it('is a tap on the message that offered the choice, called as its button is', () => {
    const shown = {
      message_id: 11,
      chat: { id: 4711, type: 'private', first_name: 'Mei' },
      reply_markup: { inline_keyboard: [[{ text: 'Returns', callback_data: 'o2' }]] },
    } as never
    const pressed = updateOf(
      { press: { data: 'o2', messageId: 11 } },
      { updateId: 8, from: person(4711, 'Mei'), at, messageId: 0, shown },
    )
    expect(messageOf(pressed)).toEqual({
      id: 'u8',
      channelId: 'ch1',
      from: { externalId: '4711', name: 'Mei' },
      at: receivedAt,
      content: { kind: 'choice', id: 'o2', label: 'Returns' },
      replyTo: '4711.11',
    })
    expect(pressedIn(pressed)).toBe('47118')
  })

  it('shows files, places and cards, and what nobody knows by its name', () => {
    const contents = Object.values(things).map((message) => messageOf(update({ message }))?.content)
    expect(contents).toEqual([
      { kind: 'media', media: 'audio', mediaId: 'AwACAgQ-voice', mimeType: 'audio/ogg', voice: true },
      { kind: 'media', media: 'image', mediaId: 'AgACAgQ-large', caption: 'ORD-10012345' },
      { kind: 'media', media: 'document', mediaId: 'BQACAgQ-doc', mimeType: 'application/pdf', fileName: 'invoice.pdf' },
      { kind: 'media', media: 'sticker', mediaId: 'CAACAgQ-s' },
      { kind: 'location', latitude: 22.28, longitude: 114.16, name: 'Shop', address: 'Queen’s Road 1' },
      { kind: 'unsupported', what: 'dice' },
    ])
  })

  it('believes a number only of its own owner', () => {
    const card = (user_id?: number) => ({
      message: { contact: { phone_number: '+852 9123 4567', first_name: 'Mei', ...(user_id ? { user_id } : {}) } },
    })
    expect(messageOf(update(card(4711)))?.from.phone).toBe('+85291234567')
    expect(messageOf(update(card(4712)))?.from.phone).toBeUndefined()
    expect(messageOf(update(card()))?.content).toEqual({
      kind: 'contacts',
      contacts: [{ name: 'Mei', phones: ['+852 9123 4567'] }],
    })
  })

  it('of a group, of another bot or without a sender is left out', () => {
    const { message } = update({ text: 'hi' })
    expect(heard({ update_id: 1, message: { ...message, chat: { id: -100, type: 'supergroup' } } })).toEqual([])
    expect(heard({ update_id: 1, message: { ...message, from: { id: 1, is_bot: true } } })).toEqual([])
    expect(heard({ update_id: 1, message: { text: 'hi' } })).toEqual([])
    expect(heard({ message })).toEqual([])
  })

  it('never throws, whatever it is', () => {
    const field = fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member')
    const some = fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ update_id: 1, [name]: value }))
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), some), (body) => void heard(body)))
  })
})

describe('what is said over Telegram', () => {
  it('fits a button’s 64 bytes whatever the choice is called inside, and comes back as that choice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (id) => {
        const bytes = Buffer.byteLength(dataOf(id))
        expect(bytes > 0 && bytes <= 64).toBe(true)
      }),
    )
    const long = 'หมวดหมู่'.repeat(10)
    const said = encode({ kind: 'buttons', text: 'Which?', buttons: [{ id: long, label: 'Phones' }] }, '4711')
    const keyboard = said.params.reply_markup as { inline_keyboard: { callback_data: string }[][] }
    const data = keyboard.inline_keyboard[0]?.[0]?.callback_data as string
    const shown = { message_id: 3, chat: { id: 4711, type: 'private' }, ...said.params } as never
    const pressed = updateOf(
      { press: { data, messageId: 3 } },
      { updateId: 1, from: person(4711, 'Mei'), at, messageId: 0, shown },
    )
    expect(messageOf(pressed)?.content).toEqual({ kind: 'choice', id: 'Phones', label: 'Phones' })
  })

  it('goes as it is written, with a file by its address, as a reply where there is something to reply to', () => {
    expect(encode({ kind: 'text', text: '*50%* <off>' }, '4711', { replyTo: '4711.9' })).toEqual({
      method: 'sendMessage',
      params: {
        chat_id: '4711',
        text: '*50%* <off>',
        reply_parameters: { message_id: 9, allow_sending_without_reply: true },
      },
    })
    const picture = { kind: 'media', media: 'image', url: 'https://shop.example/a.jpg', caption: 'A' } as const
    expect(encode(picture, '4711')).toEqual({
      method: 'sendPhoto',
      params: { chat_id: '4711', photo: 'https://shop.example/a.jpg', caption: 'A' },
    })
  })
})
