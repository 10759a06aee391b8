import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** It asks whether the business is open, and nobody set its hours: then it always is. Nothing where that is not known. */
export const noHours: Rule = ({ nodes, reads, facts: { hoursSet } }) => {
  if (hoursSet !== false) return []
  const rules = nodes.flatMap(({ id: nodeId, fields }) =>
    fields
      .filter(({ field, value }) => field === 'variable-path' && value === 'chat.hours')
      .map(({ path }) => ({ nodeId, path })),
  )
  const texts = reads
    .filter(({ name }) => name === 'next_opening')
    .map(({ nodeId, path }) => ({ ...(nodeId ? { nodeId } : {}), path }))
  return [...rules, ...texts].map(({ nodeId, path }: { nodeId?: string; path: string }) =>
    problem('no-hours', nodeId === undefined ? {} : { nodeId, path, fix: { do: 'focus', nodeId, path } }),
  )
}
