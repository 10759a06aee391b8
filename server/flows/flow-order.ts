import { republished } from '#runtime/flow-order.ts'
import { type Starter, starterOf } from '#runtime/reach.ts'
import type { FlowOrder, FlowOrderChange } from '#schemas/api/flow-order.ts'
import type { Flow } from '#schemas/flow.ts'
import { channelKindsOf } from '../channels/index.ts'
import type { Deps } from '../deps.ts'
import type { PublishedFlow } from '../engine/parts.ts'
import { AppError } from '../errors.ts'
import { UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { flowOrders } from './collections.ts'

type OrderDeps = Pick<Deps, 'store' | 'engine'>

/** The live and the paused flows in the order in which they are tried, and the kinds of channels that people can write to. */
export async function readFlowOrder(deps: OrderDeps, workspaceId: string): Promise<FlowOrder> {
  const { revision } = await orderOf(deps, workspaceId)
  return orderView(deps, workspaceId, revision, await deps.engine.flows.published(workspaceId))
}

/** The same as it will be when `draft` is version `version` of a flow; see `placeFlow`. */
export async function previewFlowOrder(
  deps: OrderDeps,
  workspaceId: string,
  next: { flowId: string; draft: Flow; version: number },
): Promise<FlowOrder> {
  const { flowId, draft, version } = next
  const { revision } = await orderOf(deps, workspaceId)
  const published = await deps.engine.flows.published(workspaceId)
  const view = await orderView(deps, workspaceId, revision, published)
  const place = placeOf(published, flowId, draft)
  if (!place) return view
  const others = view.flows.filter(({ id }) => id !== flowId)
  const { start, reentry } = place.starter
  const own = { id: flowId, name: draft.name, version, paused: false, start: { ...start }, reentry }
  return { ...view, flows: others.toSpliced(place.flowIds.indexOf(flowId), 0, own) }
}

/** Puts the flows in another order: all of them, as they were read. Whoever comes later than another, or than a publisher, is told. */
export async function changeFlowOrder(deps: Deps, actor: Actor, change: FlowOrderChange): Promise<FlowOrder> {
  const published = await deps.engine.flows.published(actor.workspaceId)
  await writeOrder(deps, actor.workspaceId, change, published)
  await recordAudit(deps, actor, 'reorder', 'flows')
  return readFlowOrder(deps, actor.workspaceId)
}

/**
 * Gives a flow its place before it goes live: the one it has, unless it is new or what starts it became wider or narrower; or the one
 * that was asked for. A process that dies before the flow is live leaves a place that nobody stands in.
 */
export async function placeFlow(
  deps: OrderDeps,
  workspaceId: string,
  flowId: string,
  flow: Flow,
  asked?: FlowOrderChange,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { revision, flowIds: before } = await orderOf(deps, workspaceId)
    const published = await deps.engine.flows.published(workspaceId)
    const others = published.filter((other) => other.flowId !== flowId)
    if (asked) return writeOrder(deps, workspaceId, asked, [...others, { flowId }])
    const flowIds = others.length > 0 ? placeOf(published, flowId, flow)?.flowIds : undefined
    if (!flowIds || flowIds.join() === before.join()) return
    try {
      return await writeOrder(deps, workspaceId, { revision, flowIds }, [...others, { flowId }])
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'stale-order' || tries === mostTries) throw error
    }
  }
}

const mostTries = 5

function placeOf(published: PublishedFlow[], flowId: string, flow: Flow) {
  const starter = starterOf(flowId, flow)
  if (!starter) return undefined
  const order: Pick<Starter, 'flowId' | 'start'>[] = published
  return { starter, flowIds: republished(order, starter).map((one) => one.flowId) }
}

async function orderOf({ store }: OrderDeps, workspaceId: string): Promise<FlowOrderChange> {
  const doc = await inWorkspace(store, flowOrders, workspaceId).get(workspaceId)
  return { revision: doc?.revision ?? 0, flowIds: doc?.flowIds ?? [] }
}

/** Compare-and-set: `flowIds` names each of `expected` once, on top of the revision it was made from. */
async function writeOrder(
  { store, engine }: OrderDeps,
  workspaceId: string,
  { revision, flowIds }: FlowOrderChange,
  expected: { flowId: string }[],
): Promise<void> {
  const complete = flowIds.length === expected.length && expected.every(({ flowId }) => flowIds.includes(flowId))
  if (!complete) throw new AppError('stale-order')
  const docs = inWorkspace(store, flowOrders, workspaceId)
  if (revision === 0) {
    try {
      await docs.insert({ _id: workspaceId, flowIds, revision: 1 })
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
      throw new AppError('stale-order')
    }
  } else if (!(await docs.update(workspaceId, { $set: { flowIds, revision: revision + 1 } }, { revision }))) {
    throw new AppError('stale-order')
  }
  await engine.flows.changed(workspaceId)
}

async function orderView(
  { store }: OrderDeps,
  workspaceId: string,
  revision: number,
  published: PublishedFlow[],
): Promise<FlowOrder> {
  return {
    revision,
    channels: await channelKindsOf(store, workspaceId),
    flows: published.map(({ flowId: id, name, paused, compiled: { version, flow }, start }) => {
      return { id, name, version, paused, start: { ...start }, reentry: flow.settings.reentry }
    }),
  }
}
