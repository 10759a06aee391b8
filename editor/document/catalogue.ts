import type { Card, Category, NodeDescription, Output } from '#nodes/contract.ts'
import { descriptionOf, descriptions } from '#nodes/descriptions.ts'
import type { Flow, FlowNode } from '#schemas/flow.ts'

export { descriptionOf }

/** The palette's groups, in its order. */
export const categories: Category[] = ['say', 'ask', 'decide', 'flow', 'remember', 'do', 'people', 'measure']

/** The types a person can add, by category; `single` ones such as the start are placed by the flow itself. */
export const addable: NodeDescription[] = descriptions.filter((description) => !description.single)

const outputsKnown = new WeakMap<object, Output[]>()

/** The ways out of a node, no-answer last. An unfinished config that its type cannot read has none. */
export function outputsOf(node: Pick<FlowNode, 'type' | 'data'>): Output[] {
  const known = outputsKnown.get(node.data)
  if (known) return known
  const outputs = guarded(() => descriptionOf(node.type)?.outputs(node.data.config)) ?? []
  const ordered = [...outputs].sort((one, other) => Number(one.kind === 'no-answer') - Number(other.kind === 'no-answer'))
  outputsKnown.set(node.data, ordered)
  return ordered
}

/** What the card shows under its title. */
export const cardOf = (node: FlowNode, languages: Flow['languages']): Card =>
  guarded(() => descriptionOf(node.type)?.card(node.data.config, languages)) ?? {}

/** Imported and half-typed configs may not fit their schema: the doctor says so, the canvas still has to draw them. */
export function guarded<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** Types whose name, summary or category holds every word, best matches (those that start so) first. */
export function findTypes(query: string, words: (description: NodeDescription) => string): NodeDescription[] {
  const wanted = query.trim().toLocaleLowerCase()
  if (wanted === '') return addable
  const terms = wanted.split(/\s+/)
  const matches = addable
    .map((description) => ({ description, text: words(description).toLocaleLowerCase() }))
    .filter(({ text }) => terms.every((term) => text.includes(term)))
  const starts = (text: string) => Number(!text.startsWith(wanted))
  return matches.sort((one, other) => starts(one.text) - starts(other.text)).map(({ description }) => description)
}

const idsKnown = new WeakMap<FlowNode[], Map<string, FlowNode>>()

/** A node of a flow by its id, found without looking through all of them again. */
export function nodeOf({ nodes }: Pick<Flow, 'nodes'>, id: string): FlowNode | undefined {
  let known = idsKnown.get(nodes)
  if (!known) {
    known = new Map(nodes.map((node) => [node.id, node]))
    idsKnown.set(nodes, known)
  }
  return known.get(id)
}
