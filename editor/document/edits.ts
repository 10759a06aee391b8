import { produce } from 'immer'
import type { Flow, FlowEdge, FlowNode, FlowSettings, NodeConfig, Note, Variable } from '#schemas/flow.ts'
import { valueAt } from '#schemas/json-pointer.ts'
import type { Language } from '#schemas/text.ts'
import { outputsOf } from './catalogue.ts'
import { outdatedAfter } from './outdated.ts'
import { ownOptionIds, withOptionIds } from './own-options.ts'
import { setAt } from './pointer.ts'

/**
 * Every change a person can make to a flow, as a pure function: `(flow, …) → flow`. Ids are handed in, so nothing here is random.
 * What does not change is shared with the flow before, which is what makes history and rendering cheap.
 */

export interface Point {
  x: number
  y: number
}

/** One output of one node: where an edge starts. */
export interface From {
  source: string
  sourceHandle: string
}

const edgeId = ({ source, sourceHandle }: From): string => `${source}:${sourceHandle}`
const leaves = (edge: FlowEdge, from: From): boolean => edge.source === from.source && edge.sourceHandle === from.sourceHandle

// -- nodes ------------------------------------------------------------------------------------------------------------------

export interface NewNode {
  id: string
  type: string
  position: Point
  config: NodeConfig
  name?: string
}

/** Adds a node; nothing is connected to it yet. */
export const addNode = (flow: Flow, { id, type, position, config, name }: NewNode): Flow =>
  produce(flow, (draft) => {
    draft.nodes.push({ id, type, position, data: { ...(name ? { name } : {}), config } })
  })

/**
 * Deletes nodes and their edges. With `keepWire` what led to a deleted node leads to where that node's first output led.
 */
export const deleteNodes = (flow: Flow, ids: string[], { keepWire = false } = {}): Flow => {
  const gone = new Set(ids)
  const onward = (id: string, seen = new Set<string>()): string | undefined => {
    if (!gone.has(id)) return id
    if (seen.has(id)) return undefined
    const next = flow.edges.find((edge) => edge.source === id)
    return next && onward(next.target, seen.add(id))
  }
  return produce(flow, (draft) => {
    draft.nodes = draft.nodes.filter((node) => !gone.has(node.id))
    draft.edges = draft.edges.flatMap((edge) => {
      if (gone.has(edge.source)) return []
      const target = keepWire ? onward(edge.target) : gone.has(edge.target) ? undefined : edge.target
      return target === undefined ? [] : [target === edge.target ? edge : { ...edge, target }]
    })
  })
}

/** Moves nodes (and notes) to absolute positions. */
export const moveNodes = (flow: Flow, positions: Record<string, Point>): Flow =>
  produce(flow, (draft) => {
    for (const thing of [...draft.nodes, ...draft.notes]) {
      const to = positions[thing.id]
      if (to) thing.position = { x: to.x, y: to.y }
    }
  })

/** Gives a node its own name; an empty one brings the type's name back. */
export const renameNode = (flow: Flow, id: string, name: string): Flow =>
  produce(flow, (draft) => {
    const node = draft.nodes.find((each) => each.id === id)
    if (!node) return
    if (name.trim()) node.data.name = name.trim().slice(0, 80)
    else delete node.data.name
  })

/**
 * Sets what a JSON Pointer into the node's config points to; `''` replaces the whole config, `undefined` removes. Taking an item out of
 * a list (an option of a menu) takes its edge with it; a setting that is merely cleared keeps its edge, since it is often typed anew.
 */
export const setConfig = (flow: Flow, nodeId: string, pointer: string, value: unknown): Flow => {
  const before = flow.nodes.find((each) => each.id === nodeId)
  if (!before) return flow
  const changed = produce(flow, (draft) => {
    const node = draft.nodes.find((each) => each.id === nodeId) as FlowNode
    if (pointer === '') node.data.config = value as NodeConfig
    else setAt(node.data.config, pointer, value)
  })
  const node = changed.nodes.find((each) => each.id === nodeId) as FlowNode
  const noted = withOutdated(changed, nodeId, outdatedAfter(before, node.data.config, flow.languages))
  const list = Array.isArray(value) || Array.isArray(valueAt(before.data.config, pointer.slice(0, pointer.lastIndexOf('/'))))
  return list ? withoutLostEdges(noted, before) : noted
}

/** Somebody has looked at a node in a language, and its texts are still right. */
export const stillRight = (flow: Flow, nodeId: string, language: Language): Flow => {
  const outdated = flow.nodes.find((each) => each.id === nodeId)?.data.outdated ?? []
  return withOutdated(
    flow,
    nodeId,
    outdated.filter((each) => each !== language),
  )
}

const withOutdated = (flow: Flow, nodeId: string, outdated: Language[]): Flow =>
  produce(flow, (draft) => {
    const data = draft.nodes.find((each) => each.id === nodeId)?.data
    if (!data || outdated.join() === (data.outdated ?? []).join()) return
    if (outdated.length > 0) data.outdated = outdated
    else delete data.outdated
  })

/** Drops the edges of outputs that a node had and no longer has. */
function withoutLostEdges(flow: Flow, before: FlowNode): Flow {
  const after = flow.nodes.find((node) => node.id === before.id) as FlowNode
  const kept = new Set(outputsOf(after).map((output) => output.name))
  const lost = new Set(outputsOf(before).flatMap(({ name }) => (kept.has(name) ? [] : [name])))
  if (lost.size === 0) return flow
  const isLost = (edge: FlowEdge) => edge.source === before.id && lost.has(edge.sourceHandle)
  return { ...flow, edges: flow.edges.filter((edge) => !isLost(edge)) }
}

// -- edges ------------------------------------------------------------------------------------------------------------------

/**
 * Leads an output to a node. An output leads to one place: an edge that left it before is replaced. Nothing leads from or to a node that
 * is gone: somebody else may have deleted it meanwhile.
 */
export const connect = (flow: Flow, from: From, target: string): Flow => {
  if (!hasBoth(flow, from.source, target)) return flow
  return produce(flow, (draft) => {
    const old = draft.edges.find((edge) => leaves(edge, from))
    if (old) old.target = target
    else draft.edges.push({ id: freeEdgeId(flow, from), ...from, target })
  })
}

const hasBoth = ({ nodes }: Flow, one: string, other: string): boolean =>
  [one, other].every((wanted) => nodes.some(({ id }) => id === wanted))

const freeEdgeId = (flow: Flow, from: From): string => {
  const taken = new Set(flow.edges.map((edge) => edge.id))
  let id = edgeId(from)
  while (taken.has(id)) id += '+'
  return id
}

/** Removes edges. */
export const disconnect = (flow: Flow, ids: string[]): Flow => {
  const gone = new Set(ids)
  return produce(flow, (draft) => {
    draft.edges = draft.edges.filter((edge) => !gone.has(edge.id))
  })
}

/** Moves one end of an edge, or both. It stays where it is when the other place is gone. */
export const reconnect = (flow: Flow, id: string, to: From & { target: string }): Flow => {
  if (!hasBoth(flow, to.source, to.target)) return flow
  const from = { source: to.source, sourceHandle: to.sourceHandle }
  const edge = flow.edges.find((each) => each.id === id)
  if (edge && leaves(edge, from)) return connect(flow, from, to.target)
  return connect(disconnect(flow, [id]), from, to.target)
}

/** Puts a node that is already in the flow into the middle of an edge, leaving it by `output`. Its old edges stay. */
export const insertOnEdge = (flow: Flow, id: string, nodeId: string, output?: string): Flow => {
  const edge = flow.edges.find((each) => each.id === id)
  if (!edge || edge.source === nodeId || edge.target === nodeId) return flow
  const into = connect(flow, { source: edge.source, sourceHandle: edge.sourceHandle }, nodeId)
  return output === undefined ? into : connect(into, { source: nodeId, sourceHandle: output }, edge.target)
}

// -- many at once -----------------------------------------------------------------------------------------------------------

/** Part of a flow, as the clipboard carries it. */
export interface Graph {
  nodes: FlowNode[]
  edges: FlowEdge[]
  notes?: Note[]
}

/** The chosen nodes and notes with the edges between them. */
export const graphOf = (flow: Flow, ids: Iterable<string>): Required<Graph> => {
  const chosen = new Set(ids)
  return {
    nodes: flow.nodes.filter((node) => chosen.has(node.id)),
    edges: flow.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
    notes: flow.notes.filter((note) => chosen.has(note.id)),
  }
}

/** Adds a graph under new ids, moved by `by`. `ids` gives the new id of every old one; options get ids of their own. */
export const pasteGraph = (flow: Flow, graph: Graph, ids: ReadonlyMap<string, string>, by: Point): Flow => {
  const moved = <T extends { id: string; position: Point }>(thing: T): T => ({
    ...thing,
    id: ids.get(thing.id) ?? thing.id,
    position: { x: thing.position.x + by.x, y: thing.position.y + by.y },
  })
  const options = new Map(graph.nodes.map((node) => [node.id, ownOptionIds(node, ids.get(node.id) ?? node.id)]))
  const own = (node: FlowNode): FlowNode => {
    const renamed = options.get(node.id)
    return renamed?.size ? { ...node, data: { ...node.data, config: withOptionIds(node.data.config, renamed) } } : node
  }
  const added = produce(flow, (draft) => {
    draft.nodes.push(...graph.nodes.map((node) => moved(own(node))))
    draft.notes.push(...(graph.notes ?? []).map(moved))
  })
  return graph.edges.reduce((into, { source, sourceHandle, target }) => {
    const [newSource, newTarget] = [ids.get(source), ids.get(target)]
    return newSource && newTarget
      ? connect(into, { source: newSource, sourceHandle: options.get(source)?.get(sourceHandle) ?? sourceHandle }, newTarget)
      : into
  }, added)
}

/** Copies nodes beside themselves, with the edges between them. */
export const duplicate = (flow: Flow, ids: ReadonlyMap<string, string>, by: Point = { x: 40, y: 40 }): Flow =>
  pasteGraph(flow, graphOf(flow, ids.keys()), ids, by)

// -- the flow itself --------------------------------------------------------------------------------------------------------

export const setFlowName = (flow: Flow, name: string): Flow => ({ ...flow, name })
export const setSettings = (flow: Flow, settings: FlowSettings): Flow => ({ ...flow, settings })
export const setLanguages = (flow: Flow, languages: Flow['languages']): Flow => ({ ...flow, languages })
export const setVariables = (flow: Flow, variables: Variable[]): Flow => ({ ...flow, variables })
export const replaceFlow = (_flow: Flow, next: Flow): Flow => next

export const addNote = (flow: Flow, note: Note): Flow => ({ ...flow, notes: [...flow.notes, note] })
export const editNote = (flow: Flow, id: string, change: Partial<Omit<Note, 'id'>>): Flow => ({
  ...flow,
  notes: flow.notes.map((note) => (note.id === id ? { ...note, ...change } : note)),
})
export const deleteNote = (flow: Flow, id: string): Flow => ({ ...flow, notes: flow.notes.filter((note) => note.id !== id) })
