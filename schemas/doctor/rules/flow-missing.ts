import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** A node that goes to a flow which is not in the workspace, or no longer. Nothing is said when the flows are not known. */
export const flowMissing: Rule = ({ nodes, facts }) => {
  const { flows } = facts
  if (!flows) return []
  const known = new Set(flows.map(({ id }) => id))
  return nodes.flatMap(({ id, fields }) =>
    fields
      .filter(({ field, value }) => field === 'flow' && typeof value === 'string' && !known.has(value))
      .map(({ path, value }) =>
        problem('flow-missing', { nodeId: id, path, values: { flow: String(value) }, fix: { do: 'focus', nodeId: id, path } }),
      ),
  )
}
