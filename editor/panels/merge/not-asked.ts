import type { Difference } from '#schemas/api/flows.ts'
import type { Flow } from '#schemas/flow.ts'
import { keysOf, pathTo } from '#schemas/json-pointer.ts'
import type { Clash } from '../../document/merge.ts'

/** Of what differs in `flow`, that about which nobody is asked: no node that clashes, and no setting of the flow that does. */
export function notAsked(found: Difference[], flow: Flow, clashes: readonly Pick<Clash, 'path'>[]): Difference[] {
  const asked = clashes.map(({ path }) => path)
  const nodes = new Set(asked.flatMap((path) => keysOf(path)[1] ?? []))
  return found.flatMap((difference) => {
    if (difference.kind !== 'settings-changed') return nodes.has(difference.nodeId ?? '') ? [] : difference
    const changes = (difference.changes ?? []).filter(({ path }) => !asked.some((each) => isWithin(named(path, flow), each)))
    return changes.length > 0 ? { ...difference, changes } : []
  })
}

/** The path with variables and notes by their names, as clashes have them, not by their places. */
function named(path: string, flow: Flow): string {
  const [kind = '', place = '', ...rest] = keysOf(path)
  const name = { variables: flow.variables[Number(place)]?.name, notes: flow.notes[Number(place)]?.id }[kind]
  return name === undefined ? path : [kind, name, ...rest].reduce(pathTo, '')
}

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`)
