import { LRUCache } from 'lru-cache'
import type { Registry } from '#nodes/contract.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import { flows, versions } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { remembered } from './remembered.ts'

/**
 * Published flows, compiled once. Versions are immutable, so they are kept; which of them are live is forgotten whenever
 * a flow document changes, in this process or (told by the store) in another.
 */
export interface FlowLibrary {
  live(workspaceId: string): readonly CompiledFlow[] | Promise<readonly CompiledFlow[]>
  version(workspaceId: string, flowId: string, version: number): CompiledFlow | undefined | Promise<CompiledFlow | undefined>
  /** Something was published here just now: the next message must not wait to be told by the store. */
  forget(workspaceId: string): void
  close(): void
}

const mostVersions = 500

export function flowLibrary(store: Store, registry: Registry): FlowLibrary {
  const flowDocs = store.collection(flows)
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

  const loadLive = async (workspaceId: string): Promise<readonly CompiledFlow[]> => {
    const found: CompiledFlow[] = []
    const docs = await findAll(flowDocs, { workspaceId }, { savedAt: -1 }, ['workspaceId', 'liveVersion', 'createdAt'])
    for (const doc of docs.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))) {
      if (doc.liveVersion === null) continue
      const made = await version(workspaceId, doc._id, doc.liveVersion)
      if (made) found.push(made)
    }
    return found
  }
  const live = remembered(flowDocs, loadLive, ({ doc }) => doc?.workspaceId)

  return { live: live.get, version, forget: live.forget, close: live.close }
}
