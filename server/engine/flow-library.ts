import { LRUCache } from 'lru-cache'
import type { Registry } from '#nodes/contract.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import { flows, versions } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'

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
  const live = new Map<string, readonly CompiledFlow[]>()
  let generation = 0
  const forgetAll = () => {
    generation++
    live.clear()
  }
  const forget = (workspaceId: string) => {
    generation++
    live.delete(workspaceId)
  }
  const stop = flowDocs.subscribe(({ doc }) => (doc ? forget(doc.workspaceId) : forgetAll()), forgetAll)

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
    const began = generation
    const found: CompiledFlow[] = []
    let after: string | undefined
    do {
      const page = await flowDocs.find(
        { workspaceId },
        { sort: { savedAt: -1 }, fields: ['workspaceId', 'liveVersion', 'createdAt'], limit: 1000, ...(after ? { after } : {}) },
      )
      for (const doc of page.items.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))) {
        if (doc.liveVersion === null) continue
        const made = await version(workspaceId, doc._id, doc.liveVersion)
        if (made) found.push(made)
      }
      after = page.next
    } while (after)
    if (began === generation) live.set(workspaceId, found)
    return found
  }

  return {
    live: (workspaceId) => live.get(workspaceId) ?? loadLive(workspaceId),
    version,
    forget,
    close: stop,
  }
}
