import { startType } from '../chart.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A flow that nobody would get, because a live one that stands before it takes whatever starts it. */
export const neverAnswers: Rule = ({ flow, nodes, facts }) => {
  const start = nodes.find(({ node }) => node.type === startType)
  const other = start && facts.answersInstead?.(flow)
  if (!start || other === undefined) return []
  const fix = { do: 'focus', nodeId: start.id, path: '/trigger' } as const
  return [problem('never-answers', { nodeId: start.id, values: { flow: other }, fix })]
}
