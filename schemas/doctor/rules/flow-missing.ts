import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/**
 * A node that goes to a flow which is not in the workspace, or no longer. One that is there but not published is only a warning:
 * of two flows that go to each other one has to be published first. Nothing is said when the flows are not known.
 */
export const flowMissing: Rule = ({ nodes, facts }) => {
  const { flows } = facts
  if (!flows) return []
  const isLive = new Map(flows.map(({ id, live }) => [id, live]))
  return nodes.flatMap(({ id, fields }) =>
    fields
      .filter(({ field, value }) => field === 'flow' && typeof value === 'string' && value !== '' && !isLive.get(value))
      .map(({ path, value }) =>
        problem(isLive.has(value as string) ? 'flow-not-live' : 'flow-missing', {
          nodeId: id,
          path,
          values: { flow: String(value) },
          fix: { do: 'focus', nodeId: id, path },
        }),
      ),
  )
}
