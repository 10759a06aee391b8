import { groupBy } from '../../group-by.ts'
import { reachableFrom } from '../chart.ts'
import { builtInVariables, contactFacts } from '../facts.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/**
 * A variable that is read where nothing before could have set it: it is not the flow's, not known of the contact, and no node on
 * any way here (this one included) writes it. Most often a typing mistake, also in a fact of the contact: there is no
 * `contact.first_name`. One problem per node and variable.
 */
export const variableUnset: Rule = (chart) => {
  const declared = new Set<string>([...builtInVariables, ...chart.flow.variables.map(({ name }) => name)])
  const ownContact = chart.flow.variables.some(({ name }) => name === 'contact')
  const unsure = chart.reads
    .map((read) => (ownContact ? read : { ...read, name: noFact(read.whole) ?? read.name }))
    .filter(({ name }) => name !== '' && !declared.has(name))
  const perName = groupBy(unsure, ({ name }) => name)
  return [...perName].flatMap(([name, reads]) => {
    const maySet = reachableFrom(chart.nodes.filter(({ writes }) => writes.includes(name)))
    const lost = reads.filter(({ nodeId }) => {
      const node = nodeId === undefined ? undefined : chart.node(nodeId)
      return !node || !maySet(node)
    })
    return [...groupBy(lost, ({ nodeId }) => nodeId).values()].map(([first]) =>
      problem('variable-unset', { nodeId: first?.nodeId, path: first?.path, values: { variable: name }, ...addIt(name) }),
    )
  })
}

/** `contact.first_name` of a path that asks for what is known of no contact. */
function noFact(path: string): string | undefined {
  const [asked, fact = ''] = /^\s*contact\.([\p{L}\p{M}\p{N}_$-]+)/u.exec(path) ?? []
  return asked && !(contactFacts as readonly string[]).includes(fact) ? asked.trim() : undefined
}

/** Offered only where the name may stand in a flow. */
const addIt = (name: string) => (/^[a-z][A-Za-z0-9_]{0,49}$/.test(name) ? { fix: { do: 'add-variable', name } as const } : {})
