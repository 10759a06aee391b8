import { dayOf } from '#nodes/dates.ts'
import type { Costs, Estimate, EstimateAsked } from '#schemas/api/costs.ts'
import { priceOf, tableOn } from '#schemas/price.ts'
import { type Deps, instantNow } from '../deps.ts'
import { billedIn } from '../outbox/billed.ts'
import { countryOf } from './country-of.ts'
import { priceTables } from './prices.ts'

type Item = Costs['items'][number]

/** What a workspace's messages of a month cost, from what their vendors said of each, at the prices that held on its day. */
export async function readCosts(deps: Pick<Deps, 'store' | 'engine'>, workspaceId: string, month: string): Promise<Costs> {
  const [tables, timeZone] = await Promise.all([priceTables(deps, workspaceId), deps.engine.timeZones.of(workspaceId)])
  const items = new Map<string, Item>()
  const used = new Map<string, number>()
  const kinds = new Map<string, string>()
  const { deliveries, partial } = await billedIn(deps.store, workspaceId, month)
  for (const { channelId, channelKind, address, pricing, from, unasked } of deliveries) {
    const day = dayOf(pricing.at, timeZone)
    if (!day.startsWith(month)) continue
    const { category, billable } = pricing
    const country = countryOf(address)
    const campaign = unasked?.campaign?.id
    const of = { channelId, category, country, ...from, ...(campaign ? { campaign } : {}) }
    const key = JSON.stringify(of)
    const item = items.get(key) ?? { ...of, messages: 0, billable: 0, millionths: 0 }
    items.set(key, item)
    item.messages += 1
    kinds.set(channelId, channelKind)
    const usedOf = `${channelId} ${category}`
    used.set(usedOf, (used.get(usedOf) ?? 0) + 1)
    if (!billable) continue
    item.billable += 1
    const costs = priceOf(tableOn(tables, day), { channelKind, category, country })
    // One that nobody knows the price of makes the sum unknown, never smaller.
    if (costs === undefined) delete item.millionths
    else if (item.millionths !== undefined) item.millionths += costs
  }
  const table = tableOn(tables, `${month}-31`)
  const free = [...kinds].flatMap(([channelId, kind]) =>
    (table?.free ?? [])
      .filter(({ channelKind }) => channelKind === kind)
      .map(({ category, perMonth }) => ({ channelId, category, perMonth, used: used.get(`${channelId} ${category}`) ?? 0 })),
  )
  const all = [...items.values()].sort((one, other) => (other.millionths ?? 0) - (one.millionths ?? 0))
  return { month, ...(table ? { currency: table.currency } : {}), items: all, free, ...(partial ? { partial } : {}) }
}

/** What so many messages to each country would cost now; those without a price are named, and not in the sum. */
export async function estimateCosts(
  deps: Pick<Deps, 'store' | 'engine' | 'now'>,
  workspaceId: string,
  { channelKind, category, counts }: EstimateAsked,
): Promise<Estimate> {
  const [tables, timeZone] = await Promise.all([priceTables(deps, workspaceId), deps.engine.timeZones.of(workspaceId)])
  const table = tableOn(tables, dayOf(instantNow(deps), timeZone))
  const priced = Object.entries(counts).map(([country, count]) => ({
    country,
    costs: priceOf(table, { channelKind, category, country }),
    count,
  }))
  return {
    ...(table ? { currency: table.currency } : {}),
    millionths: priced.reduce((sum, { costs = 0, count }) => sum + costs * count, 0),
    unknown: priced.filter(({ costs }) => costs === undefined).map(({ country }) => country),
  }
}
