import type { Instant } from '../instant.ts'
import type { ChannelKind } from '../message.ts'
import { channelKinds } from '../message.ts'
import {
  anyObject,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  type Shape,
  text,
  yesNo,
} from './shape.ts'

/** GET|POST /workspaces/{w}/channels { kind, name, settings } · PATCH|DELETE /workspaces/{w}/channels/{channelId}. Secrets go in and never come out. */
export interface ChannelView {
  id: string
  kind: ChannelKind
  name: string
  /** web-chat: WebChatSettings; whatsapp: { phoneNumberId, apiBaseUrl, apiVersion, hasAccessToken, hasAppSecret, verifyToken } */
  settings: Record<string, unknown>
  /** Paths on this server: the hosted page and script for web chat, the callback for vendors. */
  links: { page?: string; script?: string; webhook?: string }
  createdAt: Instant
  /** What keeps it from working as a whole; absent while nothing does. */
  troubles?: ChannelTrouble[]
}
/** Why a channel as a whole is out of order, as far as the vendor tells. It goes by itself when the channel works again. */
export interface ChannelTrouble {
  since: Instant
  /** Nothing goes out through it; otherwise the vendor only warns. */
  stops: boolean
  /** The vendor's number of the error, or name of the event. */
  code?: string
  /** What happened, as a sentence. */
  reason: string
  /** What those who run the channel can do, as a sentence. */
  wayOut: string
}
/** POST /workspaces/{w}/channels/{c}/test: what the vendor says when it is asked for the number with the channel's own token. */
export interface ChannelTest {
  works: boolean
  /** What came of it, as a sentence. */
  found: string
  /** What to do when it does not work. */
  wayOut?: string
  /** The number and its name, as the vendor knows them. */
  number?: string
  name?: string
}

/** Settings differ by kind. Each channel's own schema checks them; it is the server's, of which nothing is imported here. */
const settings = anyObject
/** Marks a shape with settings for the OpenAPI document, which knows those of every kind. Secrets go in and never come out. */
const bySettings = <T>(form: 'shown' | 'given' | 'changed', shape: Shape<T>): Shape<T> => ({ ...shape, 'x-settings': form })

export const channelTrouble = named(
  'ChannelTrouble',
  object<ChannelTrouble>({ since: instant, stops: yesNo, code: maybe(text(60)), reason: text(1000), wayOut: text(1000, 0) }),
)

export const channel = named(
  'Channel',
  bySettings(
    'shown',
    object<ChannelView>({
      id,
      kind: oneOf(channelKinds),
      name: text(120),
      settings,
      links: object<ChannelView['links']>({ page: maybe(text(200)), script: maybe(text(200)), webhook: maybe(text(200)) }),
      createdAt: instant,
      troubles: maybe(listOf(channelTrouble, 3)),
    }),
  ),
)
export const channelTest = named(
  'ChannelTest',
  object<ChannelTest>({
    works: yesNo,
    found: text(1000),
    wayOut: maybe(text(1000)),
    number: maybe(text(60)),
    name: maybe(text(200)),
  }),
)
export const channels = listing(channel)

export interface NewChannel {
  kind: ChannelView['kind']
  name: string
  settings: Record<string, unknown>
}
export const newChannel = bySettings('given', object<NewChannel>({ kind: oneOf(channelKinds), name: nameText, settings }))

/** Only the settings that change; a secret that is left out stays. */
export type ChannelChange = Partial<Omit<NewChannel, 'kind'>>
export const channelChange = bySettings('changed', object<ChannelChange>({ name: maybe(nameText), settings: maybe(settings) }))
