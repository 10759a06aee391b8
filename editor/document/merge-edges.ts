import type { Flow, FlowEdge } from '#schemas/flow.ts'
import { pathTo } from '#schemas/json-pointer.ts'
import { type Ask, type Side, settled, type Three } from './merge-values.ts'

/** The flow before and as two people made it. */
export interface Drafts {
  base: Flow
  mine: Flow
  theirs: Flow
}

/**
 * Where each way out leads once both drafts come together. A way that touches a node which one of them deleted goes with the choice
 * about that node (`sides`); a way to a node that is gone is gone.
 */
export function mergeEdges(drafts: Drafts, nodes: Flow['nodes'], sides: ReadonlyMap<string, Side>, ask: Ask): FlowEdge[] {
  const [base, mine, theirs] = [waysOf(drafts.base), waysOf(drafts.mine), waysOf(drafts.theirs)]
  const kept = new Set(nodes.map(({ id }) => id))
  const known = new Set([drafts.base, drafts.mine, drafts.theirs].flatMap((flow) => flow.nodes.map(({ id }) => id)))
  const isGone = (id: string) => known.has(id) && !kept.has(id)
  const merged = [...new Set([...theirs.keys(), ...mine.keys()])].flatMap((way) => {
    const edge = oneWay([base.get(way), mine.get(way), theirs.get(way)], sides, ask)
    return edge && !isGone(edge.source) && !isGone(edge.target) ? [edge] : []
  })
  return withOwnIds(merged)
}

function oneWay(three: Three<FlowEdge>, sides: ReadonlyMap<string, Side>, ask: Ask): FlowEdge | undefined {
  const [base, mine, theirs] = three
  const decided = three.flatMap((edge) => (edge ? [sides.get(edge.source) ?? sides.get(edge.target)] : [])).find(Boolean)
  if (decided) return decided === 'mine' ? mine : theirs
  const one = settled([base?.target, mine?.target, theirs?.target])
  if (one) return one.value === mine?.target ? mine : theirs
  const { source = '', sourceHandle = '' } = mine ?? theirs ?? {}
  const path = pathTo(pathTo('/ways', source), sourceHandle)
  return ask(path, mine?.target, theirs?.target, base?.target) === mine?.target ? mine : theirs
}

/** The edges by the output they leave from: that is what a way is, whatever its id. */
function waysOf({ edges }: Flow): Map<string, FlowEdge> {
  const ways = new Map<string, FlowEdge>()
  for (const edge of edges) {
    let way = `${edge.source} ${edge.sourceHandle}`
    // An imported flow may lead one output to two places; nothing of it is lost here.
    while (ways.has(way)) way += ' '
    ways.set(way, edge)
  }
  return ways
}

function withOwnIds(edges: FlowEdge[]): FlowEdge[] {
  const taken = new Set<string>()
  return edges.map((edge) => {
    let { id } = edge
    while (taken.has(id)) id += '+'
    taken.add(id)
    return id === edge.id ? edge : { ...edge, id }
  })
}

/** The nodes that somebody leads a new way to or from: whoever deletes such a node is in the way of that. */
export function newlyTied(before: Flow, after: Flow): ReadonlySet<string> {
  const keyOf = ({ source, sourceHandle, target }: FlowEdge) => `${source} ${sourceHandle} ${target}`
  const old = new Set(before.edges.map(keyOf))
  return new Set(after.edges.filter((edge) => !old.has(keyOf(edge))).flatMap(({ source, target }) => [source, target]))
}
