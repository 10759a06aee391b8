import type { Fix, Problem } from '#schemas/api/problems.ts'
import type { Flow } from '#schemas/flow.ts'
import { addNode, connect, deleteNodes, disconnect, type From, setConfig, setVariables } from './edits.ts'
import { placeOnEdge } from './place.ts'

/** What a problem offers, in that order: what deletes is last. */
export const fixesOf = ({ fix, otherFixes = [] }: Problem): Fix[] => [...(fix ? [fix] : []), ...otherFixes]

/** What takes something away: said in the colour of danger, and told once it is done. */
export const deletes = (fix: Fix): boolean => fix.do === 'delete-node' || fix.do === 'delete-edge'

/** Does what a problem's fix says. One that asks changes nothing. */
export function applyFix(flow: Flow, fix: Fix, newId: string): Flow {
  switch (fix.do) {
    case 'connect':
      return lead(flow, { source: fix.nodeId, sourceHandle: fix.output }, fix.target, fix.edgeId)
    case 'end-here':
      return endHere(flow, { source: fix.nodeId, sourceHandle: fix.output }, newId)
    case 'set-config':
      return setConfig(flow, fix.nodeId, fix.path, fix.value)
    case 'insert':
      return insertOn(flow, fix.edgeId, fix.type, newId)
    case 'delete-node':
      return deleteNodes(flow, [fix.nodeId], { keepWire: fix.keepWay })
    case 'delete-edge':
      return disconnect(flow, [fix.edgeId])
    case 'add-variable':
      return flow.variables.some((variable) => variable.name === fix.name)
        ? flow
        : setVariables(flow, [...flow.variables, { name: fix.name, type: 'text' }])
    case 'connect-to':
    case 'connect-from':
    case 'move-to-secret':
    case 'focus':
      return flow
  }
}

/** Leads an output to a node; in the place of an edge, where one is given. */
export const lead = (flow: Flow, from: From, target: string, instead?: string): Flow =>
  connect(instead === undefined ? flow : disconnect(flow, [instead]), from, target)

function insertOn(flow: Flow, edgeId: string, type: string, newId: string): Flow {
  const edge = flow.edges.find(({ id }) => id === edgeId)
  const [from, to] = [edge?.source, edge?.target].map((end) => flow.nodes.find(({ id }) => id === end)?.position)
  if (!from || !to) return flow
  return placeOnEdge(flow, type, newId, edgeId, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
}

/** One end node is enough for a flow, so an output that shall end goes to the one that is there. */
function endHere(flow: Flow, from: From, newId: string): Flow {
  const end = flow.nodes.find((node) => node.type === 'end')
  if (end) return connect(flow, from, end.id)
  const position = flow.nodes.find((node) => node.id === from.source)?.position ?? { x: 0, y: 0 }
  const added = addNode(flow, { id: newId, type: 'end', position: { x: position.x + 320, y: position.y }, config: {} })
  return connect(added, from, newId)
}
