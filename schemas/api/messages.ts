import type { Choice, IncomingContent, IncomingMessage, MediaKind, OutgoingMessage, Sender, Thread } from '../message.ts'
import { type FilledTemplate, type TemplateParameter, templateMedia, templateParts, templateUses } from '../message-template.ts'
import {
  anyObject,
  anyText,
  byKind,
  id,
  instant,
  language,
  listOf,
  maybe,
  named,
  number,
  object,
  oneOf,
  orNull,
  whole,
  yes,
  yesNo,
} from './shape.ts'

/** Shapes of what people and flows say; `schemas/message.ts` says what the fields mean. */

const sentMedia = ['image', 'video', 'audio', 'document'] as const satisfies MediaKind[]
const mediaKinds = [...sentMedia, 'sticker'] as const satisfies MediaKind[]

export const incomingContent = named(
  'IncomingContent',
  byKind<IncomingContent>({
    text: { text: anyText },
    choice: { id: anyText, label: anyText },
    media: {
      media: oneOf(mediaKinds),
      mediaId: maybe(anyText),
      url: maybe(anyText),
      mimeType: maybe(anyText),
      caption: maybe(anyText),
      fileName: maybe(anyText),
      voice: maybe(yesNo),
    },
    location: { latitude: number, longitude: number, name: maybe(anyText), address: maybe(anyText) },
    contacts: { contacts: listOf(object({ name: anyText, phones: listOf(anyText) })) },
    order: {
      catalogId: anyText,
      text: anyText,
      items: listOf(object({ productId: anyText, quantity: number, price: number, currency: anyText })),
    },
    form: { name: maybe(anyText), values: anyObject },
    reaction: { to: anyText, emoji: orNull(anyText) },
    edited: { original: anyText, text: anyText },
    deleted: { original: anyText },
    system: {
      what: anyText,
      text: anyText,
      becomes: maybe(object({ externalId: maybe(anyText), address: maybe(anyText) })),
    },
    unsupported: { what: anyText, reason: maybe(anyText) },
  }),
)

const sender = named(
  'Sender',
  object<Sender>({
    externalId: anyText,
    address: maybe(anyText),
    name: maybe(anyText),
    phone: maybe(anyText),
    email: maybe(anyText),
    user: maybe(anyText),
  }),
)

const thread = object<Thread>({ subject: maybe(anyText), messageId: anyText, references: maybe(listOf(anyText)) })

export const incomingMessage = named(
  'IncomingMessage',
  object<IncomingMessage>({
    id: anyText,
    channelId: id,
    from: sender,
    at: instant,
    content: incomingContent,
    replyTo: maybe(anyText),
    answers: maybe(anyText),
    seen: maybe(whole(0, 99_999_999)),
    forwarded: maybe(yesNo),
    thread: maybe(thread),
    crowded: maybe(yes),
    referral: maybe(object({ source: anyText, id: maybe(anyText), url: maybe(anyText), headline: maybe(anyText) })),
  }),
)

const choice = named('Choice', object<Choice>({ id: anyText, label: anyText, description: maybe(anyText) }))
const templateParameter = object<TemplateParameter>({
  in: oneOf(templateParts),
  button: maybe(whole(0, 9)),
  name: maybe(anyText),
  media: maybe(oneOf(templateMedia)),
  as: maybe(oneOf(templateUses)),
  value: anyText,
})
export const filledTemplate = named(
  'FilledTemplate',
  object<FilledTemplate>({ name: anyText, language: anyText, parameters: listOf(templateParameter) }),
)
export const outgoingMessage = named(
  'OutgoingMessage',
  byKind<OutgoingMessage>({
    text: { text: anyText, language: maybe(language) },
    choices: { text: anyText, choices: listOf(choice), button: maybe(anyText), language: maybe(language) },
    media: {
      media: oneOf(sentMedia),
      url: anyText,
      caption: maybe(anyText),
      fileName: maybe(anyText),
      language: maybe(language),
    },
    template: { template: filledTemplate, text: anyText, language: maybe(language) },
  }),
)
