import type { Difference } from './api/contract.ts'
import type { Flow, FlowEdge, FlowNode } from './flow.ts'
import { pathTo } from './json-pointer.ts'

/** What changed from `before` to `after`: nodes, then edges, then everything else of the flow. Places on the canvas do not count. */
export function differences(before: Flow, after: Flow): Difference[] {
  return [...nodeDifferences(before, after), ...edgeDifferences(before, after), ...settingsDifferences(before, after)]
}

const nameOf = (node: FlowNode): string => node.data.name ?? node.type

function nodeDifferences(before: Flow, after: Flow): Difference[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const kept = new Set(after.nodes.map((node) => node.id))
  const gone = before.nodes.filter((node) => !kept.has(node.id))
  return [
    ...after.nodes.flatMap((node): Difference[] => {
      const was = old.get(node.id)
      if (!was) return [{ kind: 'node-added', nodeId: node.id, name: nameOf(node) }]
      const changes = changesIn({ type: was.type, ...was.data }, { type: node.type, ...node.data })
      return changes.length > 0 ? [{ kind: 'node-changed', nodeId: node.id, name: nameOf(node), changes }] : []
    }),
    ...gone.map((node): Difference => ({ kind: 'node-removed', nodeId: node.id, name: nameOf(node) })),
  ]
}

function edgeDifferences(before: Flow, after: Flow): Difference[] {
  const keyOf = (edge: FlowEdge): string => JSON.stringify([edge.source, edge.sourceHandle, edge.target])
  const names = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, nameOf(node)]))
  const was = new Set(before.edges.map(keyOf))
  const is = new Set(after.edges.map(keyOf))
  const told = (kind: Difference['kind'], { source, sourceHandle, target }: FlowEdge): Difference => ({
    kind,
    nodeId: source,
    name: `${names.get(source) ?? source} · ${sourceHandle} → ${names.get(target) ?? target}`,
  })
  return [
    ...after.edges.filter((edge) => !was.has(keyOf(edge))).map((edge) => told('edge-added', edge)),
    ...before.edges.filter((edge) => !is.has(keyOf(edge))).map((edge) => told('edge-removed', edge)),
  ]
}

function settingsDifferences(before: Flow, after: Flow): Difference[] {
  const rest = ({ nodes: _nodes, edges: _edges, notes: _notes, ...settings }: Flow) => settings
  const changes = changesIn(rest(before), rest(after))
  return changes.length > 0 ? [{ kind: 'settings-changed', name: after.name, changes }] : []
}

type Changes = NonNullable<Difference['changes']>

/** Every leaf that differs, by its JSON Pointer; texts are told, other values only named. */
function changesIn(before: unknown, after: unknown, path = ''): Changes {
  if (before === after) return []
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => changesIn(before[key], after[key], pathTo(path, key)))
  }
  return [{ path, ...told('before', before), ...told('after', after) }]
}

const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const told = (when: 'before' | 'after', value: unknown): object => (typeof value === 'string' ? { [when]: value } : {})
