import { rootsIn } from '#runtime/expressions/template.ts'
import { builtInVariables, chatFacts } from '#schemas/doctor/facts.ts'
import type { Flow, FlowNode, Variable } from '#schemas/flow.ts'
import { groupBy } from '#schemas/group-by.ts'
import { descriptionOf, nodeOf } from '../catalogue.ts'
import { type Holder, holdersOf } from './holders.ts'

/** One variable of a flow: everything that sets and reads it. */
export interface VariableUse {
  name: string
  /** As the flow declares it; absent for one that only nodes name. */
  declared?: Variable
  /** Who gives it its value: an answer, a service, the flow itself; `nobody` when it is read and nothing sets it. */
  origin: 'answers' | 'services' | 'flow' | 'nobody'
  sets: Holder[]
  reads: Holder[]
}

const known = new Set<string>(builtInVariables)
const facts = new Set<string>(chatFacts)

/** What a path reads before its first dot: `order` of `order.items[0]` and of `["order"].day`; and where that stands in it. */
export function rootOf(path: string): { name: string; at: [number, number] } | undefined {
  const found = /^\s*(?:([^\s.[\]]+)|\[(?:'([^']*)'|"([^"]*)")\])/d.exec(path)
  const group = [1, 2, 3].find((each) => found?.[each] !== undefined)
  const at = group === undefined ? undefined : found?.indices?.[group]
  return at && { name: path.slice(...at), at }
}

/** The variables that a string names, each once. */
export function namesOf({ kind, text }: Holder): string[] {
  if (kind === 'name') return [text]
  if (kind === 'template') return rootsIn(text)
  return facts.has(text) ? [] : [rootOf(text)?.name ?? []].flat()
}

/** The strings of a flow that name a variable, also those that the inspector hides now: what a rename touches. */
export const naming = (flow: Flow, name: string): Holder[] =>
  holdersOf(flow, { hidden: true }).filter((holder) => namesOf(holder).includes(name))

/**
 * Every variable of a flow, in the order of its drawing: declared ones, those nodes set, and those that are read although nothing sets
 * them. What is known of every contact (`first_name`, `contact`) is none, unless the flow gives it a value of its own.
 */
export function usesOf(flow: Flow): VariableUse[] {
  const named = holdersOf(flow).flatMap((holder) => namesOf(holder).map((name) => ({ name, holder })))
  const byName = groupBy(named, ({ name }) => name)
  const declared = new Map(flow.variables.map((variable) => [variable.name, variable]))
  return [...new Set([...byName.keys(), ...declared.keys()])].flatMap((name) => {
    const holders = (byName.get(name) ?? []).map(({ holder }) => holder)
    const sets = holders.filter(({ kind }) => kind === 'name')
    const variable = declared.get(name)
    if (!variable && sets.length === 0 && known.has(name)) return []
    const reads = holders.filter(({ kind }) => kind !== 'name')
    return [{ name, ...(variable ? { declared: variable } : {}), origin: originOf(flow, sets, variable), sets, reads }]
  })
}

function originOf(flow: Flow, sets: Holder[], declared: Variable | undefined): VariableUse['origin'] {
  const setters = sets.flatMap(({ nodeId }) => (nodeId === undefined ? [] : (nodeOf(flow, nodeId) ?? [])))
  if (setters.length === 0) return declared ? 'flow' : 'nobody'
  const some = (is: (node: FlowNode) => boolean | undefined): boolean => setters.some((node) => is(node) === true)
  if (some(({ type }) => descriptionOf(type)?.waits === 'answer')) return 'answers'
  return some(({ type }) => descriptionOf(type)?.network) ? 'services' : 'flow'
}

/** What a change of a variable's name touches, in the words of its author. */
export type HolderGroup = 'texts' | 'conditions' | 'services' | 'settings'

/** Which of those a string belongs to: by its node's nature, not by its type. */
export function groupOf(flow: Flow, { nodeId, kind, language }: Holder): HolderGroup {
  if (language !== undefined) return 'texts'
  const node = nodeId === undefined ? undefined : nodeOf(flow, nodeId)
  const description = node && descriptionOf(node.type)
  if (description?.network) return 'services'
  return description?.category === 'decide' && kind !== 'name' ? 'conditions' : 'settings'
}
