import type { CalendarUser } from '#schemas/api/calendar.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { asksHours } from '#schemas/doctor/facts.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import { flows, withPointers } from '../flows/index.ts'
import { pagesOf } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'

/** Drafts that are read at once: they may be large. */
const atOnce = 20

/** The flows that ask whether the business is open, or when it is next, in their draft or their live version. */
export async function usersOfCalendar(
  { store, engine, registry }: Pick<Deps, 'store' | 'engine' | 'registry'>,
  workspaceId: string,
): Promise<Listing<CalendarUser>> {
  const items: CalendarUser[] = []
  const asks = (flow: Flow): boolean => asksHours(flow, (type) => registry.get(type)?.description)
  const options = { sort: { savedAt: -1 as const }, limit: atOnce }
  for await (const page of pagesOf(inWorkspace(store, flows, workspaceId), {}, options)) {
    for (const { _id: flowId, draft, summary, liveVersion } of await withPointers(store, workspaceId, page)) {
      const live = liveVersion === null ? undefined : await engine.flows.version(workspaceId, flowId, liveVersion)
      const isLive = live !== undefined && asks(live.flow)
      if (isLive || asks(draft)) items.push({ flowId, name: summary.name, live: isLive })
    }
  }
  return { items }
}
