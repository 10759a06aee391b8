import { LRUCache } from 'lru-cache'
import type { Registry } from '#nodes/contract.ts'
import type { StartConfig } from '#nodes/start/schema.ts'
import { inOrder } from '#runtime/flow-order.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import type { FlowLibrary, LiveFlows, PublishedFlow } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { remembered } from '../store/remembered.ts'
import { type EditionFlow, flowOrders, flows, type LivePointerDoc, livePointers, versions } from './collections.ts'
import { editionThen, newestEdition, writeEdition } from './live-editions.ts'

const mostVersions = 500

export function flowLibrary(store: Store, registry: Registry, now: () => number): FlowLibrary {
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
    for (;;) {
      // Read before the pointers: what it does not say is newer than it.
      const newest = await newestEdition(store, workspaceId)
      const all = await pointersOf(workspaceId)
      const published = await liveOf(workspaceId, all)
      const edition = await writeEdition(store, workspaceId, newest, inEdition(all, published), now())
      if (edition === undefined) continue
      const withdrawn = all.map(({ _id, withdrawn: left }) => ({ flowId: _id, withdrawn: left }))
      return { edition, ...liveFlows(published, withdrawn) }
    }
  }
  const liveThen = async (workspaceId: string, turn: Parameters<FlowLibrary['liveThen']>[1]): Promise<LiveFlows> => {
    const doc = await editionThen(store, workspaceId, turn)
    const found = await Promise.all(
      (doc?.flows ?? []).map(async ({ flowId, version: n, paused }) => {
        const made = n === null ? undefined : await version(workspaceId, flowId, n)
        return made?.start ? [{ paused: paused === true, compiled: made }] : []
      }),
    )
    return { edition: doc?.number ?? 0, ...liveFlows(found.flat(), doc?.flows ?? []) }
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
    liveThen,
    changed: async (workspaceId) => {
      live.forget(workspaceId)
      await live.get(workspaceId)
    },
    close: () => {
      live.close()
      stopOrders()
    },
  }
}

/** What a turn needs of what is published. */
const liveFlows = (
  published: readonly Pick<PublishedFlow, 'paused' | 'compiled'>[],
  left: readonly Pick<EditionFlow, 'flowId' | 'withdrawn'>[],
): Omit<LiveFlows, 'edition'> => ({
  starting: published.filter(({ paused }) => !paused).map(({ compiled }) => compiled),
  reachable: published.map(({ compiled }) => compiled),
  withdrawn: new Map(
    left.flatMap(({ flowId, withdrawn }) =>
      withdrawn ? [[flowId, { flowId, upTo: withdrawn.upTo, people: withdrawn.people }]] : [],
    ),
  ),
})

/** What the pointers say of all that was ever published, the live flows in their order. */
function inEdition(all: readonly LivePointerDoc[], published: readonly Pick<PublishedFlow, 'flowId'>[]): EditionFlow[] {
  const place = new Map(published.map(({ flowId }, at) => [flowId, at]))
  return all
    .filter(({ newestVersion }) => newestVersion > 0)
    .sort((one, other) => (place.get(one._id) ?? all.length) - (place.get(other._id) ?? all.length))
    .map(({ _id, liveVersion, paused, withdrawn, moved }) => ({
      flowId: _id,
      version: liveVersion,
      ...(paused ? { paused } : {}),
      ...(withdrawn ? { withdrawn: { upTo: withdrawn.upTo, people: withdrawn.people } } : {}),
      ...(moved ? { moved } : {}),
    }))
}
