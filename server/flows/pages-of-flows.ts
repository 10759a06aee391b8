import type { Flow } from '#schemas/flow.ts'
import type { Deps } from '../deps.ts'
import type { Store } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { flows, type VersionDoc, versions } from './collections.ts'
import { type WholeFlow, withPointers } from './with-pointers.ts'

/** Drafts and versions that are read at once: they may be large. */
const atOnce = 20

/** All flows of a workspace, the latest saved first, with what of each is live. */
export async function* flowsOf(store: Store, workspaceId: string): AsyncGenerator<WholeFlow> {
  for await (const page of pagesOf(inWorkspace(store, flows, workspaceId), {}, { sort: { savedAt: -1 }, limit: atOnce }))
    yield* await withPointers(store, workspaceId, page)
}

/** The same, each as it is drawn and, where it is live, as it is played. */
export async function* flowsWithLive(
  { store, engine }: Pick<Deps, 'store' | 'engine'>,
  workspaceId: string,
): AsyncGenerator<{ flowId: string; name: string; draft: Flow; live: Flow | undefined }> {
  for await (const { _id: flowId, draft, summary, liveVersion } of flowsOf(store, workspaceId)) {
    const live = liveVersion === null ? undefined : await engine.flows.version(workspaceId, flowId, liveVersion)
    yield { flowId, name: summary.name, draft, live: live?.flow }
  }
}

/** All versions that were published in a workspace; those of deleted flows are among them. */
export async function* versionsOf(store: Store, workspaceId: string): AsyncGenerator<VersionDoc> {
  for await (const page of pagesOf(inWorkspace(store, versions, workspaceId), {}, { sort: { _id: 1 }, limit: atOnce }))
    yield* page
}
