import type { VersionView } from '#schemas/api/publishing.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import type { Flow } from '#schemas/flow.ts'
import { userNames } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type VersionDoc, versions } from './collections.ts'
import { liveTimes } from './live-times.ts'
import { findFlow } from './read-flow.ts'

type VersionDeps = Pick<Deps, 'store'>

export const versionId = (flowId: string, version: number): string => `${flowId}.${version}`

/** The published versions of a flow, newest first, without their drawings. */
export async function listVersions(
  deps: VersionDeps,
  workspaceId: string,
  flowId: string,
  page: PageQuery,
): Promise<Listing<VersionView>> {
  const { liveVersion, newestVersion } = await findFlow(deps, workspaceId, flowId)
  const { items, next } = await inWorkspace(deps.store, versions, workspaceId).find(
    { flowId, version: { $lte: newestVersion } },
    { sort: { version: -1 }, fields: ['workspaceId', 'flowId', 'version', 'publishedAt', 'publishedBy'], ...page },
  )
  const nameOf = await userNames(
    deps.store,
    items.map((doc) => doc.publishedBy),
  )
  const times = await liveTimes(deps.store, workspaceId, flowId)
  const views = items.map((doc) => ({ ...versionView(doc, liveVersion, nameOf), times: times.get(doc.version) ?? [] }))
  return { items: views, ...(next ? { next } : {}) }
}

/** One version, without its drawing. */
export async function readVersion(deps: VersionDeps, workspaceId: string, flowId: string, version: number): Promise<VersionView> {
  const { flow: _drawing, ...view } = await readVersionFlow(deps, workspaceId, flowId, version)
  return view
}

/** One version with the flow as it was published. A number that was taken but never went live does not exist. */
export async function readVersionFlow(
  deps: VersionDeps,
  workspaceId: string,
  flowId: string,
  version: number,
): Promise<VersionView & { flow: Flow }> {
  const { liveVersion, newestVersion } = await findFlow(deps, workspaceId, flowId)
  const doc =
    version <= newestVersion ? await inWorkspace(deps.store, versions, workspaceId).get(versionId(flowId, version)) : null
  if (!doc) throw new AppError('not-found')
  const nameOf = await userNames(deps.store, [doc.publishedBy])
  return { ...versionView(doc, liveVersion, nameOf), flow: doc.flow }
}

const versionView = (
  { version, publishedAt, publishedBy }: VersionDoc,
  liveVersion: number | null,
  nameOf: (id: string) => VersionView['publishedBy'],
): VersionView => ({ version, live: version === liveVersion, publishedAt, publishedBy: nameOf(publishedBy) })
