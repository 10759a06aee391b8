import type { Output, Registry } from '#nodes/contract.ts'
import type { Flow, FlowNode } from '#schemas/flow.ts'
import { type Language, pickText } from '#schemas/text.ts'
import { type CommandWords, commandWords } from './command-words.ts'

/** A published version made ready to walk: every look-up is one map access. */
export interface CompiledFlow {
  flowId: string
  version: number
  flow: Flow
  nodes: ReadonlyMap<string, FlowNode>
  start: FlowNode | undefined
  /** Where `output` of `nodeId` leads. */
  next(nodeId: string, output: string): string | undefined
  /** The declared output, for its kind. */
  output(node: FlowNode, name: string): Output | undefined
  commands: CommandWords
}

export function compileFlow(flowId: string, version: number, flow: Flow, registry: Registry): CompiledFlow {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const edges = new Map(flow.edges.map((edge) => [`${edge.source} ${edge.sourceHandle}`, edge.target]))
  const outputs = new Map<string, Map<string, Output>>()

  const outputsOf = (node: FlowNode): Map<string, Output> => {
    let known = outputs.get(node.id)
    if (!known) {
      const declared = registry.get(node.type)?.description.outputs(node.data.config) ?? []
      known = new Map(declared.map((output) => [output.name, output]))
      outputs.set(node.id, known)
    }
    return known
  }

  return {
    flowId,
    version,
    flow,
    nodes,
    start: flow.nodes.find((node) => node.type === 'start'),
    next: (nodeId, output) => edges.get(`${nodeId} ${output}`),
    output: (node, name) => outputsOf(node).get(name),
    commands: commandWords(flow),
  }
}

/** What people call a node: its own name, else its type's label. */
export const nodeName = (node: FlowNode, registry: Registry): string =>
  node.data.name || registry.get(node.type)?.description.label || node.type

/** What people call one of its outputs, in the language of the flow's author. */
export function outputName(node: FlowNode, name: string, registry: Registry, language: Language): string {
  const output = registry
    .get(node.type)
    ?.description.outputs(node.data.config)
    .find((each) => each.name === name)
  const label = output?.label ?? name
  return (typeof label === 'string' ? label : pickText(label, language, language)) || name
}
