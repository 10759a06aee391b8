import { type ChannelTrouble, channelTrouble } from '#schemas/api/channels.ts'
import { anyObject, instant, mapOf, maybe, object, oneOf, text, yes } from '#schemas/api/shape.ts'
import type { Instant } from '#schemas/instant.ts'
import { type ChannelKind, channelKinds } from '#schemas/message.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { key, name } from '../store/fields.ts'
import type { Heard } from './contract.ts'

export interface ChannelDoc extends Stored {
  workspaceId: string
  kind: ChannelKind
  name: string
  settings: Record<string, unknown>
  /** Encrypted with ALUR_SECRET_KEY; see `server/secret-key.ts`. */
  secrets: Record<string, string>
  createdAt: Instant
  /** Its customers are made up: nothing reaches it from outside, and nothing leaves the house through it. Put on by the demo alone. */
  demo?: true
  /** Where the vendor was told to call, by us; absent until it was. */
  callback?: string
  troubles?: ChannelTroubles
}

/** What is wrong with a channel as a whole, by what told it: a send call, a message that failed later, the vendor itself. */
export type ChannelTroubles = Partial<Record<'call' | 'status' | 'account', ChannelTrouble>>

export const channels = define<ChannelDoc>(
  'channels',
  [{ name: 'workspace', fields: { workspaceId: 1, createdAt: 1 } }],
  object<ChannelDoc>({
    _id: key,
    workspaceId: key,
    kind: oneOf(channelKinds),
    name,
    settings: anyObject,
    secrets: mapOf(text(10_000)),
    createdAt: instant,
    demo: maybe(yes),
    callback: maybe(text(500)),
    troubles: maybe(
      object<ChannelTroubles>({ call: maybe(channelTrouble), status: maybe(channelTrouble), account: maybe(channelTrouble) }),
    ),
  }),
  { lift: withTroublesInCodes },
)

/** What was wrong with a channel was a sentence, and what to do another, in an earlier release. */
function withTroublesInCodes(doc: Stored): Stored {
  const { troubles } = doc as ChannelDoc
  if (!troubles) return doc
  const lifted = Object.entries(troubles).map(([by, trouble]) => {
    const { reason, wayOut = '', ...rest } = trouble as unknown as { reason: unknown; wayOut?: string }
    return [by, typeof reason === 'string' ? { ...rest, reason: { code: 'told', values: { words: reason, wayOut } } } : trouble]
  })
  return { ...(doc as ChannelDoc), troubles: Object.fromEntries(lifted) } as ChannelDoc
}

/** A channel that is listened to: by which process until when, and how far it was heard. `_id` is the channel's id. */
export interface ListenerDoc extends Stored {
  workspaceId: string
  by: string
  until: Instant
  heard?: Heard
}

export const listeners = define<ListenerDoc>('listeners')

/** Whom a limit hit on a channel, by network. `_id` is the channel's id and a hash of the network. */
export interface LimitHitDoc extends Stored {
  workspaceId: string
  channelId: string
  /** An IPv4 address or an IPv6 network; `*` for all of them together. */
  network: string
  /** Visitors who were not let in, and requests for a person that were turned away. */
  newVisitors: number
  waiting: number
  since: Instant
  last: Instant
  /** Somebody lifted the limits for it; then it is kept. */
  freedAt?: Instant
  expiresAt?: Instant
}

export const limitHits = define<LimitHitDoc>('limitHits', [
  { name: 'channel', fields: { workspaceId: 1, channelId: 1, last: -1 } },
  { name: 'freed', fields: { freedAt: 1 }, whenPresent: 'freedAt' },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** What the vendor behind a channel knows a file of ours by. `_id` is the channel's id and the SHA-256 of the bytes, in hex. */
export interface VendorFileDoc extends Stored {
  workspaceId: string
  fileId: string
  /** The vendor forgets it then; absent where it names no end. */
  expiresAt?: Instant
}

export const vendorFiles = define<VendorFileDoc>('vendorFiles', [
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true, whenPresent: 'expiresAt' },
])

/** The templates of the account behind a channel, as they were read last. `_id` is the channel's id. */
export interface TemplatesDoc extends Stored {
  workspaceId: string
  /** The vendor's id of the account. */
  account: string
  items: MessageTemplate[]
  /** Goes up with every change. */
  revision?: number
  readAt: Instant
  /** When the vendor last told that they are not what they were. */
  changedAt?: Instant
}

export const templates = define<TemplatesDoc>('templates')
