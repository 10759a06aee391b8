import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, Choice, Cue, MediaKind, Thread } from '#schemas/message.ts'
import type { FilledTemplate, TemplateDraft } from '#schemas/message-template.ts'
import type { Speaker, WindowPolicy } from './window.ts'

/** What a channel can show. All limits live here and nowhere else. */
export interface Capabilities {
  kind: ChannelKind
  text: { max: number; unit: 'characters' | 'bytes' }
  /** `on`: the kinds of media that take a caption; elsewhere it follows as a text. */
  caption: { max: number; on: Exclude<MediaKind, 'sticker'>[] }
  /** Reply buttons under a text; null where there are none. */
  buttons: { max: number; label: number; body: number; description?: number } | null
  list: { rows: number; label: number; description: number; button: number; body: number } | null
  media: Exclude<MediaKind, 'sticker'>[]
  /** Which files of ours its vendor keeps, by what they are sent as, so that each goes there once; others go by a link. */
  files?: Record<Exclude<MediaKind, 'sticker'>, { maxBytes: number; types: readonly string[] }>
  /** It tells when somebody opens the chat, before they write. */
  tellsOpening?: true
  /** It sends templates that the vendor has approved; elsewhere one goes out as its text. */
  templates?: true
  /** Which cues its customers see. `typing`: for how long, in ms, unless something is said before. */
  cues?: { typing?: { lastsMs: number }; read?: true }
  /** How many messages of one channel may be on their way at the same time, where servers count connections. */
  atOnce?: number
  /** How many messages in a second the vendor takes through one channel of ours; of a channel it trusts it may take more. */
  perSecond?: number
  /** At most one message per this many ms to one person, when the vendor says so. */
  perRecipientMs?: number
  /** How many may go at once before that pace holds (a burst is borrowed from the time after it). */
  perRecipientBurst?: number
}

/** A message as one channel will show it. `fileId`: of a file of ours, what its vendor knows it by; empty where it goes along. */
export type DrawnMessage =
  | { kind: 'text'; text: string }
  | { kind: 'buttons'; text: string; buttons: Choice[] }
  | { kind: 'list'; text: string; button: string; rows: Choice[] }
  | { kind: 'media'; media: Exclude<MediaKind, 'sticker'>; url: string; fileId?: string; caption?: string; fileName?: string }
  | { kind: 'template'; template: FilledTemplate; text: string }

/** What the channel changes or drops, in a code the editor turns into one sentence. */
export interface Loss {
  code:
    | 'buttons-become-list'
    | 'choices-become-numbers'
    | 'label-shortened'
    | 'text-split'
    | 'media-becomes-link'
    | 'description-dropped'
  /** The numbers of the sentence, such as `{ max: 3, count: 4 }`. */
  values: Record<string, string | number>
}

/** What a decoder is told beside the body. */
export interface DecodeContext {
  /** The channel's own id at the vendor (WhatsApp: the phone number id). Events of other accounts in the same body are left out. */
  account?: string
  /** The time of an event that carries none. */
  receivedAt?: Instant
}

/** The pure half of a channel: `runtime/channels/<kind>/`. The IO half (receiving, sending, customers' files) is `server/channels/<kind>/`. */
export interface ChannelDialect {
  capabilities: Capabilities
  /** Who may say what, and until when. */
  window: WindowPolicy
  /** One drawn message as the vendor's send call, which the IO half makes. Absent where nothing leaves the house. */
  encode?(message: DrawnMessage, to: string, about: EncodeAbout): Record<string, unknown>
  /**
   * A cue as the vendor's call, which the IO half makes; `heard`: the vendor's id of what the customer wrote last. Undefined for one that
   * cannot be said so. Absent where the vendor takes none, or there is no vendor.
   */
  encodeCue?(cue: Cue, to: string, heard: string | undefined): Record<string, unknown> | undefined
  /** What its vendor would refuse of a template, beforehand; empty where nothing is wrong. Goes with `capabilities.templates`. */
  templateProblems?(draft: TemplateDraft): TemplateProblem[]
}

/** What a template can break, by its code. */
export type TemplateRule = keyof typeof import('./whatsapp/template-rules.en.json')

/** `path` is a JSON Pointer into the draft; the words of each code stand beside the dialect, in `template-rules.en.json`. */
export interface TemplateProblem {
  path: string
  code: TemplateRule
  values?: Record<string, string | number>
}

/** What a message is besides what it shows. */
export interface EncodeAbout {
  /** What the vendor is to tell of it by, where it can carry one. */
  ourId: string
  replyTo?: string
  /** What it is hung under, where the channel threads. */
  thread?: Thread | undefined
  by?: Speaker
}
