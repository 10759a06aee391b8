import { LRUCache } from 'lru-cache'
import type { Registry } from '#nodes/contract.ts'
import type { StartConfig } from '#nodes/start/schema.ts'
import { inOrder } from '#runtime/flow-order.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import type { Withdrawal } from '#schemas/turn.ts'
import type { FlowLibrary, LiveFlows, PublishedFlow } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { remembered } from '../store/remembered.ts'
import { flowOrders, flows, type LivePointerDoc, livePointers, versions } from './collections.ts'

const mostVersions = 500

export function flowLibrary(store: Store, registry: Registry): FlowLibrary {
  const pointers = store.collection(livePointers)
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

  const pointersOf = (workspaceId: string) => findAll(pointers, { workspaceId }, { createdAt: 1 })
  const liveOf = async (workspaceId: string, all: LivePointerDoc[]): Promise<Omit<PublishedFlow, 'name'>[]> => {
    const found: Omit<PublishedFlow, 'name'>[] = []
    for (const { _id: flowId, liveVersion, paused = false, createdAt } of all) {
      const made = liveVersion === null ? undefined : await version(workspaceId, flowId, liveVersion)
      const start = made?.start?.data.config as StartConfig | undefined
      if (made && start) found.push({ flowId, paused, createdAt, compiled: made, start })
    }
    return inOrder(found, (await orderDocs.get(workspaceId))?.flowIds ?? [])
  }

  const loadLive = async (workspaceId: string): Promise<LiveFlows> => {
    const all = await pointersOf(workspaceId)
    const published = await liveOf(workspaceId, all)
    const starting = published.filter(({ paused }) => !paused).map((flow) => flow.compiled)
    const withdrawn = all.flatMap(({ _id: flowId, withdrawn: left }): [string, Withdrawal][] =>
      left ? [[flowId, { flowId, upTo: left.upTo, people: left.people }]] : [],
    )
    return { starting, reachable: published.map((flow) => flow.compiled), withdrawn: new Map(withdrawn) }
  }
  const live = remembered(pointers, loadLive, ({ doc }) => doc?.workspaceId)
  const stopOrders = orderDocs.subscribe(({ id }) => live.forget(id), live.forgetAll)

  return {
    live: live.get,
    published: async (workspaceId) => {
      const published = await liveOf(workspaceId, await pointersOf(workspaceId))
      const summaries = await findAll(flowDocs, { workspaceId }, { savedAt: -1 }, ['workspaceId', 'summary'])
      const nameOf = new Map(summaries.map(({ _id, summary }) => [_id, summary.name]))
      return published.map((flow) => ({ ...flow, name: nameOf.get(flow.flowId) ?? flow.compiled.flow.name }))
    },
    version,
    forget: live.forget,
    close: () => {
      live.close()
      stopOrders()
    },
  }
}
