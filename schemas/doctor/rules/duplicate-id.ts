import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** Two nodes, edges or variables that cannot be told apart. */
export const duplicateId: Rule = ({ flow }) => [
  ...repeated(flow.nodes.map(({ id }) => id)).map((id) => problem('duplicate-id', { nodeId: id, values: { of: 'node', id } })),
  ...repeated(flow.edges.map(({ id }) => id)).map((id) => problem('duplicate-id', { values: { of: 'edge', id } })),
  ...repeated(flow.variables.map(({ name }) => name)).map((id) => problem('duplicate-id', { values: { of: 'variable', id } })),
]

function repeated(ids: string[]): string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const id of ids) (seen.has(id) ? again : seen).add(id)
  return [...again]
}
