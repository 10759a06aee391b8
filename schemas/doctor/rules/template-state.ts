import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/**
 * A node whose template no channel has, or whose template is approved in no language: the chat leaves it by “Not approved”. A warning, for
 * it may be approved at any moment. Nothing is said where the templates are not known.
 */
export const templateState: Rule = ({ nodes, facts: { templates } }) => {
  if (!templates) return []
  return nodes.flatMap(({ id, fields }) =>
    fields.flatMap(({ field, path, value }) => {
      if (field !== 'message-template' || typeof value !== 'string' || value === '') return []
      const named = templates.filter(({ name }) => name === value)
      if (named.some(({ state }) => state === 'approved')) return []
      const fix = { do: 'focus' as const, nodeId: id, path }
      const code = named.length === 0 ? 'template-unknown' : 'template-not-approved'
      return [problem(code, { nodeId: id, path, values: { template: value }, fix })]
    }),
  )
}
