import { LRUCache } from 'lru-cache'
import type { Registry } from '#nodes/contract.ts'
import type { StartConfig } from '#nodes/start/schema.ts'
import { inOrder } from '#runtime/flow-order.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import type { Withdrawal } from '#schemas/turn.ts'
import { type FlowDoc, flowOrders, flows, versions } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { remembered } from './remembered.ts'

/** What of a workspace's flows a turn needs. */
export interface LiveFlows {
  /** Those a message may start, in the order in which they are tried. */
  starting: readonly CompiledFlow[]
  /** Those a node may go to: the paused ones, too. */
  reachable: readonly CompiledFlow[]
  /** What became of the people of flows that were unpublished. */
  withdrawn: ReadonlyMap<string, Withdrawal>
}

/** A flow with a live version, which may be paused. */
export interface PublishedFlow {
  flowId: string
  name: string
  paused: boolean
  createdAt: string
  compiled: CompiledFlow
  start: StartConfig
}

/**
 * Published flows, compiled once. Versions are immutable, so they are kept; which of them are live, and in which order, is forgotten
 * whenever a flow's document or the order changes, in this process or (told by the store) in another.
 */
export interface FlowLibrary {
  live(workspaceId: string): LiveFlows | Promise<LiveFlows>
  /** The live and the paused flows in their order, as the store has them now. */
  published(workspaceId: string): Promise<PublishedFlow[]>
  version(workspaceId: string, flowId: string, version: number): CompiledFlow | undefined | Promise<CompiledFlow | undefined>
  /** Something was published here just now: the next message must not wait to be told by the store. */
  forget(workspaceId: string): void
  close(): void
}

const mostVersions = 500
const ofLiveness: (keyof FlowDoc)[] = ['workspaceId', 'summary', 'liveVersion', 'paused', 'withdrawn', 'createdAt']

export function flowLibrary(store: Store, registry: Registry): FlowLibrary {
  const flowDocs = store.collection(flows)
  const orderDocs = store.collection(flowOrders)
  const versionDocs = store.collection(versions)
  const compiled = new LRUCache<string, CompiledFlow>({ max: mostVersions })

  const load = async (workspaceId: string, flowId: string, version: number): Promise<CompiledFlow | undefined> => {
    const doc = await versionDocs.get(`${flowId}.${version}`)
    if (doc?.workspaceId !== workspaceId) return undefined
    const made = compileFlow(flowId, version, doc.flow, registry)
    compiled.set(`${workspaceId} ${flowId}.${version}`, made)
    return made
  }
  const version = (workspaceId: string, flowId: string, n: number) =>
    compiled.get(`${workspaceId} ${flowId}.${n}`) ?? load(workspaceId, flowId, n)

  const docsOf = (workspaceId: string) => findAll(flowDocs, { workspaceId }, { savedAt: -1 }, ofLiveness)
  const publishedOf = async (workspaceId: string, docs: FlowDoc[]): Promise<PublishedFlow[]> => {
    const found: PublishedFlow[] = []
    for (const { _id: flowId, summary, liveVersion, paused = false, createdAt } of docs) {
      const made = liveVersion === null ? undefined : await version(workspaceId, flowId, liveVersion)
      const start = made?.start?.data.config as StartConfig | undefined
      if (made && start) found.push({ flowId, name: summary.name, paused, createdAt, compiled: made, start })
    }
    return inOrder(found, (await orderDocs.get(workspaceId))?.flowIds ?? [])
  }

  const loadLive = async (workspaceId: string): Promise<LiveFlows> => {
    const docs = await docsOf(workspaceId)
    const published = await publishedOf(workspaceId, docs)
    const all = published.map((flow) => flow.compiled)
    const starting = published.filter(({ paused }) => !paused).map((flow) => flow.compiled)
    const withdrawn = docs.flatMap(({ _id: flowId, withdrawn: left }): [string, Withdrawal][] =>
      left ? [[flowId, { flowId, upTo: left.upTo, people: left.people }]] : [],
    )
    return { starting, reachable: all, withdrawn: new Map(withdrawn) }
  }
  const live = remembered(flowDocs, loadLive, ({ doc }) => doc?.workspaceId)
  const stopOrders = orderDocs.subscribe(({ id }) => live.forget(id), live.forgetAll)

  return {
    live: live.get,
    published: async (workspaceId) => publishedOf(workspaceId, await docsOf(workspaceId)),
    version,
    forget: live.forget,
    close: () => {
      live.close()
      stopOrders()
    },
  }
}
