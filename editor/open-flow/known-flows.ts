import type { QueryClient } from '@tanstack/react-query'
import type { FlowSummary } from '#schemas/api/flows.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { DoctorFacts } from '#schemas/doctor/facts.ts'
import { keys } from '../api/keys.ts'

const freshMs = 60_000

/**
 * The workspace's flows, of which this one can always be gone to; undefined while not all of them are known. An answer that is there is
 * taken and, when it is old, asked for again behind it: nobody waits for the network twice, and without one for nothing.
 */
export async function knownFlows(
  cache: QueryClient,
  { workspaceId, flowId }: { workspaceId: string; flowId: string },
  list: () => Promise<Listing<FlowSummary>>,
): Promise<DoctorFacts['flows']> {
  const queryKey = keys.flows(workspaceId)
  const known = cache.getQueryState<Listing<FlowSummary>>(queryKey)
  const ask = () => cache.fetchQuery({ queryKey, queryFn: list, retry: false, networkMode: 'always' }).catch(() => undefined)
  const old = !known?.data || Date.now() - known.dataUpdatedAt > freshMs
  const asked = old ? ask() : undefined
  const listing = known?.data ?? (await asked)
  if (!listing || listing.next) return undefined
  return listing.items.map(({ id, liveVersion }) => ({ id, live: liveVersion !== null || id === flowId }))
}
