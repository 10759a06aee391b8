import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A variable of the flow that no node sets and nothing reads. One that is set but never read may be meant for the agent, so it is fine. */
export const variableUnused: Rule = (chart) => {
  if (chart.flow.variables.length === 0) return []
  const used = new Set([...chart.reads.map(({ name }) => name), ...chart.nodes.flatMap(({ writes }) => writes)])
  return chart.flow.variables
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => problem('variable-unused', { values: { variable: name } }))
}
