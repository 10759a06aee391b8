import { newFlow } from '#schemas/flow.ts'
import type { Graph } from './edits.ts'
import { readFlow } from './read-flow.ts'

/** A graph as the clipboard carries it: JSON that also pastes into a chat, a file or another flow. */
export const graphText = (graph: Required<Graph>): string => JSON.stringify({ alur: 'graph', ...graph }, null, 2)

/** The graph in a text; undefined when it is some other text, a problem when it is a broken graph. */
export function readGraph(text: string): { graph: Required<Graph> } | { problem: string } | undefined {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || !('nodes' in value) || !Array.isArray(value.nodes)) return undefined
  const { nodes, edges = [], notes = [] } = value as Partial<Graph>
  const read = readFlow(JSON.stringify({ ...newFlow('pasted'), nodes, edges, notes }))
  if ('problem' in read) return read
  return {
    graph: { nodes: read.flow.nodes.filter((node) => node.type !== 'start'), edges: read.flow.edges, notes: read.flow.notes },
  }
}

function parsed(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
