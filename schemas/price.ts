import type { ChannelKind } from './message.ts'

/** What one message costs from a day on, in millionths of the currency: vendors ask for parts of a cent. */
export interface Price {
  channelKind: ChannelKind
  category: string
  /** ISO 3166; empty for every country that has no price of its own. */
  country: string
  millionths: number
}

/** So many messages of a category cost nothing, in each month and for each channel. */
export interface FreeMessages {
  channelKind: ChannelKind
  category: string
  perMonth: number
}

export interface PriceTable {
  /** The first day on which it holds, `YYYY-MM-DD`. */
  from: string
  /** ISO 4217. */
  currency: string
  prices: Price[]
  free: FreeMessages[]
}

/** The table that holds on a day: the one that begins last, of two that begin together the later made. `tables` in the order they were made. */
export const tableOn = <T extends PriceTable>(tables: readonly T[], day: string): T | undefined =>
  tables
    .filter(({ from }) => from <= day)
    .reduce<T | undefined>((best, one) => (best && best.from > one.from ? best : one), undefined)

/** What a message costs, in millionths; undefined where the table does not say. */
export function priceOf(table: PriceTable | undefined, wanted: Omit<Price, 'millionths'>): number | undefined {
  const of = table?.prices.filter(
    ({ channelKind, category }) => channelKind === wanted.channelKind && category === wanted.category,
  )
  return (of?.find(({ country }) => country === wanted.country) ?? of?.find(({ country }) => country === ''))?.millionths
}
