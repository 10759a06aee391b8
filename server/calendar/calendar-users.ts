import type { CalendarUser } from '#schemas/api/calendar.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { asksHours } from '#schemas/doctor/facts.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import { flowsWithLive } from '../flows/index.ts'

/** The flows that ask whether the business is open, or when it is next, in their draft or their live version. */
export async function usersOfCalendar(
  deps: Pick<Deps, 'store' | 'engine' | 'registry'>,
  workspaceId: string,
): Promise<Listing<CalendarUser>> {
  const items: CalendarUser[] = []
  const asks = (flow: Flow): boolean => asksHours(flow, (type) => deps.registry.get(type)?.description)
  for await (const { flowId, name, draft, live } of flowsWithLive(deps, workspaceId)) {
    const isLive = live !== undefined && asks(live)
    if (isLive || asks(draft)) items.push({ flowId, name, live: isLive })
  }
  return { items }
}
