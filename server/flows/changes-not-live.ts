import { differences } from '#schemas/difference.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import type { LivePointerDoc } from './collections.ts'

/** In how many things a draft differs from what is live; undefined when nothing is. */
export async function changesNotLive(
  { engine }: Pick<Deps, 'engine'>,
  { _id, workspaceId, liveVersion }: Pick<LivePointerDoc, '_id' | 'workspaceId' | 'liveVersion'>,
  draft: Flow,
): Promise<number | undefined> {
  const live = liveVersion === null ? undefined : await engine.flows.version(workspaceId, _id, liveVersion)
  return live && differences(live.flow, draft).length
}
