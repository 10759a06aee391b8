import { nodeName, outputName } from '#runtime/graph.ts'
import type { PublishPreview } from '#schemas/api/publishing.ts'
import { differences } from '#schemas/difference.ts'
import type { Flow } from '#schemas/flow.ts'
import { countInside } from '../chats/index.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineFlow } from './examine-flow.ts'
import { previewFlowOrder } from './flow-order.ts'
import { nextVersion } from './publish-flow.ts'
import { findFlow } from './read-flow.ts'
import { readVersionFlow } from './read-versions.ts'

type PreviewDeps = Pick<FlowDeps, 'store' | 'registry' | 'engine' | 'config'>

/** What publishing would change, what stands in its way, who is in the live version now, and which flow answers whom then. */
export async function previewPublish(deps: PreviewDeps, workspaceId: string, flowId: string): Promise<PublishPreview> {
  const { draft, liveVersion } = await findFlow(deps, workspaceId, flowId)
  const live = liveVersion === null ? undefined : await readVersionFlow(deps, workspaceId, flowId, liveVersion)
  const next = await nextVersion(deps, workspaceId, flowId)
  const [order, inside, problems, standing] = await Promise.all([
    previewFlowOrder(deps, workspaceId, { flowId, draft, version: next }),
    countInside(deps.store, workspaceId, { flowId }),
    examineFlow(deps, workspaceId, draft, flowId),
    live ? standingIn(deps, workspaceId, flowId, live) : [],
  ])
  const nothing: Flow = { ...draft, nodes: [], edges: [] }
  const changes = differences(
    live?.flow ?? nothing,
    draft,
    (node) => nodeName(node, deps.registry),
    (node, output) => outputName(node, output, deps.registry, draft.languages.default),
  )
  return { nextVersion: next, liveVersion, differences: changes, problems, standing, inside, order }
}

/** How many people wait at each node of a version; only nodes that wait can hold anyone. */
async function standingIn(
  { store, registry }: PreviewDeps,
  workspaceId: string,
  flowId: string,
  { version, flow }: { version: number; flow: Flow },
): Promise<PublishPreview['standing']> {
  const waiting = flow.nodes.filter((node) => registry.get(node.type)?.description.waits)
  const counted = await Promise.all(
    waiting.map(async ({ id, type, data }) => ({
      nodeId: id,
      name: data.name ?? registry.get(type)?.description.label ?? type,
      people: await countInside(store, workspaceId, { flowId, version, nodeId: id }),
    })),
  )
  return counted.filter(({ people }) => people > 0)
}
