import type { ChartNode } from '../chart.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** It asks whether the business is open, and nobody set its hours: then it always is. Nothing where that is not known. */
export const noHours: Rule = ({ nodes, reads, facts: { hoursSet } }) => {
  if (hoursSet !== false) return []
  const asking = nodes.filter(asks).map(({ id, fields }) => ({ nodeId: id, path: fields.find(isAsked)?.path ?? '' }))
  const reading = reads.flatMap(({ name, nodeId, path }) => (name === 'next_opening' && nodeId ? [{ nodeId, path }] : []))
  return [...asking, ...reading].map((where) => problem('no-hours', { ...where, fix: { do: 'focus', ...where } }))
}

const asks = ({ node, facts }: ChartNode): boolean => {
  try {
    return facts?.asksHours?.(node.data.config) ?? false
  } catch {
    // A config that does not fit its schema is a problem of its own.
    return false
  }
}

const isAsked = ({ value }: ChartNode['fields'][number]): boolean => value === 'chat.hours' || value === 'opening'
