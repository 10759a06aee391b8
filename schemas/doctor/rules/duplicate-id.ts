import { problem } from '../problems.ts'
import { repeated } from '../repeated.ts'
import type { Rule } from '../rule.ts'

/** Two nodes, edges or variables that cannot be told apart. */
export const duplicateId: Rule = ({ flow }) => [
  ...repeated(flow.nodes.map(({ id }) => id)).map((id) => problem('duplicate-id', { nodeId: id, values: { of: 'node', id } })),
  ...repeated(flow.edges.map(({ id }) => id)).map((id) => problem('duplicate-id', { values: { of: 'edge', id } })),
  ...repeated(flow.variables.map(({ name }) => name)).map((id) => problem('duplicate-id', { values: { of: 'variable', id } })),
]
