import { dequal } from 'dequal'
import type { Flow, FlowNode, Note } from '#schemas/flow.ts'
import { type Drafts, mergeEdges, newlyTied } from './merge-edges.ts'
import {
  type Ask,
  type Choices,
  type Clash,
  type Lists,
  mergeFields,
  mergeItems,
  mergeValue,
  type Side,
  settled,
  type Three,
} from './merge-values.ts'

export type { Choices, Clash, Side }

export interface Merged {
  flow: Flow
  /** Every field that both changed, chosen or not, in the flow's order. */
  clashes: Clash[]
}

/**
 * What two people made of one flow, together; `base` is what both began with. Changes of different nodes, and of different fields of
 * one node, come together. Only where both gave one field another value does somebody have to choose; until then it is theirs.
 * Where a card stands is never asked: theirs is saved. What did not change is shared with what came in.
 */
export function merge(base: Flow, mine: Flow, theirs: Flow, choices: Choices = {}): Merged {
  const one = settled<Flow>([base, mine, theirs])
  if (one?.value) return { flow: one.value, clashes: [] }
  const clashes: Clash[] = []
  const ask: Ask = (path, ours, yours, before) => {
    clashes.push({ path, base: before, mine: ours, theirs: yours })
    return choices[path] === 'mine' ? ours : yours
  }
  const lists = <T>(read: (flow: Flow) => T[]): Lists<T> => [read(base), read(mine), read(theirs)]
  const fields = <T extends object>(path: string, read: (flow: Flow) => T): T =>
    mergeFields([read(base), read(mine), read(theirs)], path, ask) ?? read(theirs)

  const head = fields('', ({ name }) => ({ name }))
  const languages = fields('/languages', (flow) => flow.languages)
  const sides = new Map<string, Side>()
  const nodes = mergeItems(
    lists((flow) => flow.nodes),
    idOf,
    '/nodes',
    orderIsTheirs,
    nodeMerger({ base, mine, theirs }, sides, ask),
  )
  const flow: Flow = {
    ...theirs,
    ...head,
    // The main language is offered, whoever took it out meanwhile.
    languages: { ...languages, offered: [...new Set([...languages.offered, languages.default])] },
    variables: mergeItems(
      lists((each) => each.variables),
      ({ name }) => name,
      '/variables',
      ask,
    ),
    nodes,
    edges: mergeEdges({ base, mine, theirs }, nodes, sides, ask),
    notes: mergeItems(
      lists((each) => each.notes),
      idOf,
      '/notes',
      orderIsTheirs,
      (three, path) => mergeNote(three, path, ask),
    ),
    settings: fields('/settings', (each) => each.settings),
  }
  return { flow, clashes }
}

const idOf = ({ id }: { id: string }): string => id
/** In which order nodes and notes are kept tells nobody anything. */
const orderIsTheirs: Ask = (_path, _mine, theirs) => theirs

/** Where both put a thing somewhere else it stands as it was saved. */
const placed = <T>([before, own, other]: [T | undefined, T, T]): T => (dequal(before, other) ? own : other)

/** One node. What was decided about a node that one of them deleted is remembered in `sides`: its ways go with it. */
function nodeMerger({ base, mine, theirs }: Drafts, sides: Map<string, Side>, ask: Ask) {
  const tied = { mine: newlyTied(base, mine), theirs: newlyTied(base, theirs) }
  return ([before, own, other]: Three<FlowNode>, path: string): FlowNode | undefined => {
    if (own && other && own.type === other.type) return together([before, own, other], path, ask)
    const left = own ?? other
    if (!left || (!before && !(own && other))) return left
    const isUntouched = dequal(before?.data, left.data) && !tied[own ? 'mine' : 'theirs'].has(left.id)
    if (isUntouched && !(own && other)) return undefined
    const chosen = ask(path, own, other, before)
    sides.set(left.id, chosen === own ? 'mine' : 'theirs')
    return chosen
  }
}

function together(three: [FlowNode | undefined, FlowNode, FlowNode], path: string, ask: Ask): FlowNode {
  const one = settled<FlowNode>(three)
  if (one?.value) return one.value
  const [before, own, other] = three
  const position = placed([before?.position, own.position, other.position])
  const { config, ...rest } = other.data
  const named = mergeFields([before && restOf(before), restOf(own), rest], path, ask)
  const settings = mergeFields([before?.data.config, own.data.config, config], `${path}/config`, ask)
  return { ...other, position, data: { ...named, config: settings ?? config } }
}

const restOf = ({ data: { config: _config, ...rest } }: FlowNode) => rest

function mergeNote([before, own, other]: Three<Note>, path: string, ask: Ask): Note | undefined {
  const left = own ?? other
  if (own && other) {
    const text = mergeValue([before?.text, own.text, other.text], `${path}/text`, ask)
    return { ...placed([before, own, other]), text: String(text) }
  }
  if (!left || !before) return left
  return before.text === left.text ? undefined : ask(path, own, other, before)
}
