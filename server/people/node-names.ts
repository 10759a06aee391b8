import type { Registry } from '#nodes/contract.ts'
import { nodeName } from '#runtime/graph.ts'
import { groupBy } from '#schemas/group-by.ts'
import { draftOf } from '../flows/index.ts'
import type { Store } from '../store/contract.ts'

/** What nodes are called, by `<flow>.<node>`, as their flows' drafts say it now: `Welcome · Ask the size`. */
export async function nodeNames(
  { store, registry }: { store: Store; registry: Registry },
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const [flowId, ofFlow] of groupBy(ids, (id) => id.slice(0, id.indexOf('.')))) {
    const draft = await draftOf(store, workspaceId, flowId)
    for (const id of draft ? ofFlow : []) {
      const node = draft?.nodes.find((one) => `${flowId}.${one.id}` === id)
      if (draft) names.set(id, node ? `${draft.name} · ${nodeName(node, registry)}` : draft.name)
    }
  }
  return names
}
