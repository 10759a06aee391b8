import type { Difference } from './api/flows.ts'
import type { Flow, FlowEdge, FlowNode } from './flow.ts'
import { pathTo } from './json-pointer.ts'

type Changes = NonNullable<Difference['changes']>

/**
 * What differs between two flows, in the order of the newer one: nodes, then nodes that are gone, edges, and the flow's own settings.
 * Positions are not compared: moving a card changes nothing for a customer. `nameOf` names nodes that have no name of their own,
 * `outputOf` the outputs of one.
 */
export function differences(
  before: Flow,
  after: Flow,
  nameOf: (node: FlowNode) => string = ({ type }) => type,
  outputOf: (node: FlowNode, output: string) => string = (_, output) => output,
): Difference[] {
  const called = (node: FlowNode): string => node.data.name || nameOf(node)
  return [
    ...nodeDifferences(before, after, called),
    ...edgeDifferences(before, after, called, outputOf),
    ...settingsDifference(before, after),
  ]
}

function nodeDifferences(before: Flow, after: Flow, called: (node: FlowNode) => string): Difference[] {
  // A node whose type changed is another node under the same id.
  const keyOf = ({ id, type }: FlowNode): string => `${id} ${type}`
  const old = new Map(before.nodes.map((node) => [keyOf(node), node]))
  const kept = new Set(after.nodes.map(keyOf))
  const one = (kind: Difference['kind'], node: FlowNode): Difference => ({ kind, nodeId: node.id, name: called(node) })
  const changed = after.nodes.flatMap((node) => {
    const was = old.get(keyOf(node))
    if (!was) return [one('node-added', node)]
    const changes = [...changesOf(was.data.name, node.data.name, '/name'), ...changesOf(was.data.config, node.data.config, '')]
    return changes.length > 0 ? [{ ...one('node-changed', node), changes }] : []
  })
  return [...changed, ...before.nodes.filter((node) => !kept.has(keyOf(node))).map((node) => one('node-removed', node))]
}

function edgeDifferences(
  before: Flow,
  after: Flow,
  called: (node: FlowNode) => string,
  outputOf: (node: FlowNode, output: string) => string,
): Difference[] {
  const keyOf = ({ source, sourceHandle, target }: FlowEdge): string => `${source} ${sourceHandle} ${target}`
  const found = (kind: Difference['kind'], { edges, nodes }: Flow, others: Flow): Difference[] => {
    const known = new Set(others.edges.map(keyOf))
    const byId = new Map(nodes.map((node) => [node.id, node]))
    const nameOf = (id: string): string => {
      const node = byId.get(id)
      return node ? called(node) : id
    }
    const lineOf = ({ source, sourceHandle, target }: FlowEdge): string => {
      const node = byId.get(source)
      return `${nameOf(source)} (${node ? outputOf(node, sourceHandle) : sourceHandle}) → ${nameOf(target)}`
    }
    return edges.filter((edge) => !known.has(keyOf(edge))).map((edge) => ({ kind, nodeId: edge.source, name: lineOf(edge) }))
  }
  return [...found('edge-added', after, before), ...found('edge-removed', before, after)]
}

/** Everything that is neither node nor edge; paths are into the flow. */
function settingsDifference(before: Flow, after: Flow): Difference[] {
  const own = ({ name, languages, variables, settings, notes }: Flow) => ({
    name,
    languages,
    variables: variables.map(({ name: id, ...variable }) => ({ id, ...variable })),
    settings,
    notes: notes.map(({ id, text }) => ({ id, text })),
  })
  const changes = changesOf(own(before), own(after), '')
  return changes.length > 0 ? [{ kind: 'settings-changed', name: after.name, changes }] : []
}

/** Where two plain values differ, leaf by leaf; items of a list that have an `id` are the same item wherever they stand. */
function changesOf(before: unknown, after: unknown, path: string): Changes {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)])
    return [...keys].flatMap((key) => changesOf(before[key], after[key], pathTo(path, key)))
  }
  if (hasIds(before) && hasIds(after)) return itemChanges(before, after, path)
  if (Array.isArray(before) && Array.isArray(after) && (before.some(isObject) || after.some(isObject)))
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index).flatMap((index) =>
      changesOf(before[index], after[index], pathTo(path, index)),
    )
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [was, is] = [readable(before), readable(after)]
  return [{ path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]
}

interface Item {
  id: string
}

function itemChanges(before: Item[], after: Item[], path: string): Changes {
  const old = new Map(before.map((item) => [item.id, item]))
  const kept = new Set(after.map(({ id }) => id))
  const staying = (items: Item[]): string =>
    items
      .map(({ id }) => id)
      .filter((id) => old.has(id) && kept.has(id))
      .join(', ')
  return [
    ...(staying(before) === staying(after) ? [] : [{ path, before: staying(before), after: staying(after) }]),
    ...after.flatMap((item, index) => changesOf(old.get(item.id), item, pathTo(path, index))),
    ...before.flatMap((item, index) => (kept.has(item.id) ? [] : changesOf(item, undefined, pathTo(path, index)))),
  ]
}

/** Texts as they are, lists of texts with commas, anything else as JSON. */
function readable(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return JSON.stringify(value)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasIds = (value: unknown): value is Item[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && typeof item.id === 'string')
