import type { VersionView } from '#schemas/api/publishing.ts'
import type { Instant } from '#schemas/instant.ts'
import { userNames } from '../accounts/index.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type EditionFlow, liveEditions } from './collections.ts'

/** As many changes of a flow are looked at. */
const mostChanges = 500

type LiveTime = NonNullable<VersionView['times']>[number]

/** When each version of a flow was live, the newest first; of one that was live before there was a history, from when it is known. */
export async function liveTimes(store: Store, workspaceId: string, flowId: string): Promise<Map<number, LiveTime[]>> {
  const { items } = await inWorkspace(store, liveEditions, workspaceId).find(
    { changed: flowId },
    { sort: { number: -1 }, limit: mostChanges },
  )
  const told = items.map(({ at, flows }) => ({ at, flow: flows.find((one) => one.flowId === flowId) }))
  const nameOf = await userNames(
    store,
    told.flatMap(({ flow }) => flow?.moved?.by ?? []),
  )
  const times = new Map<number, LiveTime[]>()
  let until: Instant | undefined
  for (const { at, flow } of told) {
    const from = beganAt(flow, at)
    if (flow?.version) {
      const { version, paused, moved } = flow
      const time: LiveTime = { from, ...(until ? { until } : {}), ...(paused ? { paused } : {}) }
      times.set(version, [...(times.get(version) ?? []), moved ? { ...time, by: nameOf(moved.by) } : time])
    }
    until = from
  }
  return times
}

/** It was so a moment before it was written down. */
const beganAt = (flow: EditionFlow | undefined, at: Instant): Instant => (flow?.moved && flow.moved.at < at ? flow.moved.at : at)
