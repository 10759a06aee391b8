import { startType } from '../chart.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A flow has exactly one start, and at most one of every other type that may stand once. */
export const starts: Rule = ({ nodes }) => {
  const seen = new Set<string>()
  const extra = nodes.filter(({ node, facts }) => {
    const again = seen.has(node.type)
    seen.add(node.type)
    return again && (facts?.single || node.type === startType)
  })
  return [
    ...(seen.has(startType) ? [] : [problem('no-start')]),
    ...extra.map(({ id }) => problem('several-starts', { nodeId: id, fix: { do: 'delete-node', nodeId: id } })),
  ]
}
