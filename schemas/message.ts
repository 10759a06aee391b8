import type { Instant } from './instant.ts'
import type { FilledTemplate } from './message-template.ts'
import type { Pricing } from './pricing.ts'
import type { Reason } from './reason.ts'
import type { Language } from './text.ts'

/** The kinds of channel the house speaks. Each has a folder in `runtime/channels` and one in `server/channels`. */
export const channelKinds = ['web-chat', 'whatsapp', 'telegram', 'email'] as const
export type ChannelKind = (typeof channelKinds)[number]
/** What people call them. */
export const channelNames: Readonly<Record<ChannelKind, string>> = {
  'web-chat': 'Web chat',
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  email: 'E-mail',
}

/** Who wrote, as the channel knows them. WhatsApp may give a business-scoped id only: nothing but `externalId` is certain. */
export interface Sender {
  /**
   * The channel's stable id of this person: WhatsApp's business-scoped user id, which stays when the phone number is hidden, else
   * `wa_id`; the visitor id on web chat. Their conversation is kept under it, or under the other id they were first known by.
   */
  externalId: string
  /** Where to write to them, when that is not `externalId`: the phone number, while WhatsApp tells it. */
  address?: string
  name?: string
  /** E.164 with `+`, when the channel tells it. */
  phone?: string
  /** When the channel tells it. */
  email?: string
  /** Who the shop's own site says they are, by its id of them; checked before it is here. */
  user?: string
}

/** What an answer is hung under, where the channel threads: a mail, by its `Message-ID`, and some of those before it, the first one first. */
export interface Thread {
  subject?: string
  messageId: string
  references?: string[]
}

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** What a message says, whatever the channel. Unknown kinds become a visible `unsupported`. */
export type IncomingContent =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; id: string; label: string }
  | {
      kind: 'media'
      media: MediaKind
      mediaId?: string
      url?: string
      mimeType?: string
      caption?: string
      fileName?: string
      voice?: boolean
    }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { kind: 'contacts'; contacts: { name: string; phones: string[] }[] }
  | {
      kind: 'order'
      catalogId: string
      text: string
      items: { productId: string; quantity: number; price: number; currency: string }[]
    }
  | { kind: 'form'; name?: string; values: Record<string, unknown> }
  | { kind: 'reaction'; to: string; emoji: string | null }
  | { kind: 'edited'; original: string; text: string }
  | { kind: 'deleted'; original: string }
  /** Told by the channel, not by the person. `becomes`: the ids they have from now on. */
  | { kind: 'system'; what: string; text: string; becomes?: { externalId?: string; address?: string } }
  | { kind: 'unsupported'; what: string; reason?: string }

export interface IncomingMessage {
  /** The provider's id; unique per channel. A repeat of it is the same message. */
  id: string
  channelId: string
  from: Sender
  at: Instant
  content: IncomingContent
  /** The provider's id of the message it answers: of a tapped choice, the one that offered it. */
  replyTo?: string
  /** That message, when we said it: its `SaidMessage` id. */
  answers?: string
  /** Of a text: the newest turn its writer saw, where the channel tells. */
  seen?: number
  forwarded?: boolean
  thread?: Thread
  /** So many chats of the sender's network wait for a person that this one may not join them. */
  crowded?: true
  /** The ad, link or QR code that brought this person. */
  referral?: { source: string; id?: string; url?: string; headline?: string }
}

/** One thing to say, in no channel's dialect; `runtime/render.ts` draws it as the channel can. */
export type OutgoingMessage =
  | { kind: 'text'; text: string; language?: Language }
  | {
      kind: 'choices'
      text: string
      choices: Choice[] /** Label of the button that opens a list. */
      button?: string
      language?: Language
    }
  | { kind: 'media'; media: Exclude<MediaKind, 'sticker'>; url: string; caption?: string; fileName?: string; language?: Language }
  /** In words that the vendor has approved before. `text`: what the customer reads, for everybody who shows it. */
  | { kind: 'template'; template: FilledTemplate; text: string; language?: Language }

export type TemplateMessage = Extract<OutgoingMessage, { kind: 'template' }>

export interface Choice {
  id: string
  label: string
  description?: string
}

/**
 * What a chat shows that is no message: somebody is about to answer, or what the customer wrote was read. It is never a turn, and lost
 * where nobody hears it.
 */
export type Cue = 'typing' | 'read'

/** The delivery of a sent message. A lattice, never "last write wins": see `runtime/delivery-status.ts`. */
export type DeliveryStatus = 'queued' | 'sent' | 'delivered' | 'read' | 'played' | 'failed'

/**
 * Why a message was never handed to the vendor, where the house itself decided so. `campaign-stopped`: the gate said no as a message of a campaign was to leave, for the reason `why`; `put-off`: not before `until`, and
 * it is tried again.
 */
export const holdCodes = ['channel-gone', 'person-gone', 'opted-out', 'window-closed', 'campaign-stopped', 'put-off'] as const
export type HoldCode = (typeof holdCodes)[number]
/** What a vendor's answer meant, or that there was none. `details` are its own words. */
export const refusalCodes = [
  'unreachable',
  'unclear',
  'too-fast',
  'vendor-trouble',
  'outside-window',
  'undeliverable',
  'blocked',
  'unknown-chat',
  'own-number',
  'not-on-test-list',
  'no-phone-number',
  'enough-marketing',
  'stopped-marketing',
  'experiment',
  'template-off',
  'unreadable-file',
  'file-gone',
  'file-not-taken',
  'no-public-url',
  'content-refused',
  'token-refused',
  'may-not-send',
  'unknown-number',
  'wrong-address',
  'wrong-server',
  'sign-in-refused',
  'no-certificate',
  'no-encryption',
  'sender-refused',
  'came-back',
  'payment',
  'limited',
  'locked',
  'not-ready',
  'refused',
] as const
export type RefusalCode = (typeof refusalCodes)[number]
/** `told`: by an earlier release, in the sentence in `details`. */
export const deliveryCodes = [...holdCodes, ...refusalCodes, 'told'] as const
export type DeliveryReason = Reason<(typeof deliveryCodes)[number]>

/** Why a message has to wait. */
export type WaitCode = 'out-of-order' | 'pace'

/** Why a message failed, in the vendor's words. */
export interface StatusError {
  code?: number
  title: string
  details?: string
}

/** What a channel's decoder makes of one callback body. */
export type ChannelEvent =
  | { kind: 'message'; message: IncomingMessage }
  | { kind: 'echo'; message: IncomingMessage; to: Sender }
  | {
      kind: 'status'
      providerId: string
      status: DeliveryStatus
      at: Instant
      /** Our message id, when the channel carries it back. */
      ourId?: string
      error?: StatusError
      /** What the vendor says it costs. */
      pricing?: Pricing
    }
  | { kind: 'account'; what: string; details: Record<string, unknown> }
