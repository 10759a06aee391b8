import { type FlowEdge, type FlowNode, type Note, newFlow } from '#schemas/flow.ts'
import type { Graph } from './edits.ts'
import { readFlow } from './read-flow.ts'

/** A graph as the clipboard carries it: JSON that also pastes into a chat, a file or another flow. */
export const graphText = ({ nodes, edges, notes }: Required<Graph>): string => JSON.stringify({ nodes, edges, notes }, null, 2)

/**
 * The graph in a text: one of ours, a whole exported flow, or what React Flow's `toObject` gives, whose sizes and states are left out.
 * Undefined when it is some other text, a problem when it is a broken graph.
 */
export function readGraph(text: string): { graph: Required<Graph> } | { problem: string } | undefined {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || !('nodes' in value) || !Array.isArray(value.nodes)) return undefined
  const { nodes, edges = [], notes = [] } = value as Graph
  const read = readFlow(
    JSON.stringify({
      ...newFlow('pasted'),
      nodes: nodes.map(onlyNode),
      edges: edges.filter(isWired).map(onlyEdge),
      notes: notes.map(onlyNote),
    }),
  )
  if ('problem' in read) return read
  const { flow } = read
  return { graph: { nodes: flow.nodes.filter((node) => node.type !== 'start'), edges: flow.edges, notes: flow.notes } }
}

const onlyNode = ({ id, type, position, data }: FlowNode) => ({
  id,
  type,
  position,
  data: {
    ...(data?.name ? { name: data.name } : {}),
    config: data?.config ?? {},
    ...(data?.outdated ? { outdated: data.outdated } : {}),
  },
})
const onlyEdge = ({ source, sourceHandle, target }: FlowEdge) => ({
  id: `${source}:${sourceHandle}`,
  source,
  sourceHandle,
  target,
})
const onlyNote = ({ id, position, text, width, height }: Note) => ({ id, position, text, width, height })
const isWired = (edge: FlowEdge) => Boolean(edge.sourceHandle)

function parsed(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
