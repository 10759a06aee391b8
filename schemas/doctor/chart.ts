import { type ConfigField, fieldsOf } from '../fields-of.ts'
import type { Flow, FlowEdge, FlowNode } from '../flow.ts'
import { type FlowText, type FlowWords, settingsTexts, textsIn, wordsOf } from '../texts.ts'
import type { DoctorFacts, NamedHeader, NodeFacts, OutputFacts, PlainKey } from './facts.ts'
import { type TemplateSource, templatesOf } from './templates.ts'
import { type VariableRead, variableReads } from './variable-reads.ts'

/** A flow made ready for the rules: every look-up is one map access, every schema and every text is walked once. */
export interface Chart {
  flow: Flow
  facts: DoctorFacts
  /** In the flow's order. Of nodes with the same id only the first is here. */
  nodes: ChartNode[]
  node(id: string): ChartNode | undefined
  /** The first edge that leaves an output for a node that exists. */
  edgeFrom(nodeId: string, output: string): FlowEdge | undefined
  /** Whether a node can be walked to from a start. */
  isReachable(node: ChartNode): boolean
  /** Every text of every node and of the settings. */
  texts: FlowText[]
  /** Of every text, what it says in each of its languages. */
  words: FlowWords[]
  templates: TemplateSource[]
  reads: VariableRead[]
}

export interface ChartNode {
  node: FlowNode
  id: string
  /** Its place in `chart.nodes`. */
  order: number
  /** Its own name, else its type's label. */
  name: string
  /** Absent when the type is unknown. */
  facts?: NodeFacts
  outputs: OutputFacts[]
  /** Where its edges lead. */
  targets: ChartNode[]
  fields: ConfigField[]
  /** Variables it sets. */
  writes: string[]
  /** The address it calls, if it calls one. */
  address?: string
  keys: PlainKey[]
  headers: NamedHeader[]
}

/** The type that a flow starts with. */
export const startType = 'start'

export function chartOf(flow: Flow, facts: DoctorFacts): Chart {
  const byId = new Map<string, ChartNode>()
  for (const node of flow.nodes) if (!byId.has(node.id)) byId.set(node.id, chartNode(node, byId.size, facts))
  const byOutput = new Map<string, FlowEdge>()
  for (const edge of flow.edges) {
    const target = byId.get(edge.target)
    const source = byId.get(edge.source)
    if (!source || !target) continue
    source.targets.push(target)
    const output = `${edge.source} ${edge.sourceHandle}`
    if (!byOutput.has(output)) byOutput.set(output, edge)
  }
  const nodes = [...byId.values()]
  const texts = nodes.flatMap(({ id, fields }) => textsIn(fields).map((text) => ({ nodeId: id, ...text })))
  const all = [...texts, ...settingsTexts(flow)]
  const words = wordsOf(all)
  const templates = templatesOf(nodes, words)
  return {
    flow,
    facts,
    nodes,
    node: (id) => byId.get(id),
    edgeFrom: (nodeId, output) => byOutput.get(`${nodeId} ${output}`),
    isReachable: reachableFrom(nodes.filter(({ node }) => node.type === startType)),
    texts: all,
    words,
    templates,
    reads: variableReads(nodes, templates, facts),
  }
}

/** Tells of any node whether it is one of `from` or can be walked to from there. */
export function reachableFrom(from: ChartNode[]): (node: ChartNode) => boolean {
  const seen: boolean[] = []
  const toVisit = [...from]
  for (const { order } of from) seen[order] = true
  for (let node = toVisit.pop(); node; node = toVisit.pop())
    for (const target of node.targets)
      if (!seen[target.order]) {
        seen[target.order] = true
        toVisit.push(target)
      }
  return ({ order }) => seen[order] === true
}

function chartNode(node: FlowNode, order: number, facts: DoctorFacts): ChartNode {
  const known = facts.describe(node.type)
  const { config } = node.data
  return {
    node,
    id: node.id,
    order,
    name: node.data.name || known?.label || node.type,
    facts: known,
    outputs: (known && guarded(() => known.outputs(config))) ?? [],
    targets: [],
    fields: known ? fieldsOf(known.schema, config) : [],
    writes: guarded(() => known?.writes?.(config)) ?? [],
    address: guarded(() => known?.address?.(config)),
    keys: guarded(() => known?.keys?.(config)) ?? [],
    headers: guarded(() => known?.headers?.(config)) ?? [],
  }
}

/** A description may trip over a config that does not fit its schema, which is a problem of its own. */
function guarded<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
