import { channelKinds } from '../message.ts'
import type { ChannelTest, ChannelTrouble, ChannelView, LimitHit } from './contract.ts'
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
  whole,
  yesNo,
} from './shape.ts'

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

const times = whole(0, Number.MAX_SAFE_INTEGER)
export const limitHit = named(
  'LimitHit',
  object<LimitHit>({ id, network: text(60), newVisitors: times, waiting: times, since: instant, last: instant, freed: yesNo }),
)
export const limitHits = listing(limitHit)
export const limitChange = object<{ freed: boolean }>({ freed: yesNo })
