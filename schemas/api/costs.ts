import { channelKinds } from '../message.ts'
import type { FreeMessages, Price } from '../price.ts'
import {
  count,
  day,
  type FromFields,
  type FromShape,
  id,
  instant,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  type Shape,
  text,
  whole,
  yes,
} from './shape.ts'

const category: Shape<string> = { type: 'string', pattern: '^[a-z][a-z_]{1,40}$', 'x-reason': 'is no category such as marketing' }
const country: Shape<string> = { type: 'string', pattern: '^([A-Z]{2})?$', 'x-reason': 'is no country code such as HK' }
const currency: Shape<string> = { type: 'string', pattern: '^[A-Z]{3}$', 'x-reason': 'is no currency code such as USD' }
const millionths = whole(0, 1_000_000_000)

const tableFields = {
  from: day,
  currency,
  prices: listOf(object<Price>({ channelKind: oneOf(channelKinds), category, country, millionths }), 500),
  free: listOf(object<FreeMessages>({ channelKind: oneOf(channelKinds), category, perMonth: whole(0, 100_000_000) }), 20),
}
/** POST /workspaces/{w}/prices: holds from its day on; earlier ones stay for what was sent before. */
export const newPrices = object(tableFields)
export type NewPrices = FromShape<typeof newPrices>
const priceVersion = named('PriceVersion', object({ ...tableFields, number: whole(1, 1_000_000), at: instant }))
export type PriceVersion = FromShape<typeof priceVersion>
export { priceVersion }

/** GET /workspaces/{w}/prices, in the order they were made. */
const versionsFields = { items: listOf(priceVersion) }
export type PriceVersions = FromFields<typeof versionsFields>
export const priceVersions = named<PriceVersions>('PriceVersions', object(versionsFields))

const month: Shape<string> = { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', 'x-reason': 'is no month such as 2026-11' }
/** GET /workspaces/{w}/costs?month=2026-11 */
export const costsFilter = object({ month })

const costFields = {
  channelId: id,
  category,
  country,
  /** What sent it: a flow, a template, a campaign. */
  flowId: maybe(text(100)),
  template: maybe(text(512)),
  campaign: maybe(text(100)),
  messages: count,
  billable: count,
  /** In millionths of the currency; absent where a billed one has no price. */
  millionths: maybe(count),
}
const freeFields = { channelId: id, category, perMonth: count, used: count }
const costsFields = {
  month,
  /** Absent while there is no price table. */
  currency: maybe(currency),
  items: listOf(object(costFields)),
  /** What is free in this month, and how much of it was used. */
  free: listOf(object(freeFields)),
  /** There were more messages than are looked at in one go. */
  partial: maybe(yes),
}
export type Costs = FromFields<typeof costsFields>
export const costs = named<Costs>('Costs', object(costsFields))

/** POST /workspaces/{w}/costs/estimate: so many messages to each country, as if they were sent now. */
export const estimateAsked = object({
  channelKind: oneOf(channelKinds),
  category,
  counts: { ...mapOf(count), maxProperties: 300 } as Shape<Record<string, number>>,
})
export type EstimateAsked = FromShape<typeof estimateAsked>
const estimateFields = {
  currency: maybe(currency),
  millionths: count,
  /** Countries without a price. */
  unknown: listOf(country),
}
export type Estimate = FromFields<typeof estimateFields>
export const estimate = named<Estimate>('CostEstimate', object(estimateFields))
