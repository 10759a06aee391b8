import type { StartConfig } from '#nodes/start/schema.ts'
import { reachOf, type Starter } from './reach.ts'

/**
 * Flows in the order in which they are tried. Those without a place come last: words before any message, the oldest first, as it was
 * before flows had places.
 */
export function inOrder<T extends Pick<Starter, 'flowId' | 'start'> & { createdAt: string }>(
  flows: readonly T[],
  places: readonly string[],
): T[] {
  const placeOf = new Map(places.map((flowId, place) => [flowId, place]))
  const rank = ({ flowId, start }: T): number =>
    placeOf.get(flowId) ?? places.length + (start.trigger === 'keyword' || start.trigger === 'event' ? 0 : 1)
  const age = ({ createdAt, flowId }: T): string => `${createdAt} ${flowId}`
  return flows.toSorted((a, b) => rank(a) - rank(b) || (age(a) < age(b) ? -1 : 1))
}

/**
 * Where publishing puts a flow: behind every flow that waits for something more particular, before its equals. So words go before any
 * message and one channel before all of them, which takes nothing away from a flow that can do without it; and of two that want the
 * same the newer answers, because that is what publishing it was for.
 */
export function withPlace<T extends Pick<Starter, 'start'>>(order: readonly T[], published: T): T[] {
  const at = order.findIndex(({ start }) => breadth(start) >= breadth(published.start))
  return at < 0 ? [...order, published] : order.toSpliced(at, 0, published)
}

/** How much a start takes: a whole message that is a word, a word within one, any message; each on some channels or on all. */
export const breadth = ({ trigger, match, channels }: StartConfig): number =>
  (trigger === 'event' ? 0 : trigger !== 'keyword' ? 4 : match === 'contains' ? 2 : 0) + (channels?.length ? 0 : 1)

/** The order once a flow is published: it keeps its place, unless it is new or what starts it became wider or narrower. */
export function republished<T extends Pick<Starter, 'flowId' | 'start'>>(order: readonly T[], published: T): T[] {
  const place = order.findIndex(({ flowId }) => flowId === published.flowId)
  const before = order[place]
  if (before && breadth(before.start) === breadth(published.start)) return order.with(place, published)
  return withPlace(
    order.filter((one) => one !== before),
    published,
  )
}

/** The flow that would answer everybody in its place, if `published` were; undefined while somebody would get it. */
export function answersInstead(order: readonly Starter[], published: Starter): string | undefined {
  const reach = reachOf(republished(order, published)).get(published.flowId) ?? []
  return reach.every(({ gets }) => gets === 'never') ? reach[0]?.by : undefined
}
