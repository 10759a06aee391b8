import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A placeholder that cannot be read: a bracket left open, a filter or tag that does not exist. */
export const badTemplate: Rule = ({ templates, facts }) =>
  templates.flatMap(({ nodeId, path, language, source }) => {
    const reason = facts.checkTemplate(source)
    if (reason === undefined) return []
    const fix = nodeId === undefined ? {} : { fix: { do: 'focus' as const, nodeId, path } }
    return [problem('bad-template', { nodeId, path, ...(language ? { language } : {}), values: { reason }, ...fix })]
  })
