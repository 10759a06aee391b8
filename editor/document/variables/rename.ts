import { produce } from 'immer'
import { placesIn } from '#runtime/expressions/template.ts'
import { builtInVariables } from '#schemas/doctor/facts.ts'
import { type Flow, variableName } from '#schemas/flow.ts'
import { setAt } from '../pointer.ts'
import { type Holder, holdersOf } from './holders.ts'
import { namesOf, naming, rootOf } from './uses.ts'

/** Why a variable cannot have a name: it is none, it means something else in a text, or another variable has it. */
export type NameProblem = 'form' | 'reserved' | 'taken'

const form = new RegExp(variableName.pattern)
/** What a template or a rule would read as something else: Liquid's own words, and the chat's facts. */
const words = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank', 'and', 'or', 'not', 'contains', 'undefined', 'chat'])
const known = new Set<string>(builtInVariables)

/**
 * What is wrong with `to` as another name of `from`; undefined when nothing is. A name that is only read, most often a slip of the
 * pen, may become one that is there: what reads it then reads that.
 */
export function nameProblem(flow: Flow, from: string, to: string): NameProblem | undefined {
  if (!form.test(to)) return 'form'
  if (to === from) return undefined
  if (words.has(to)) return 'reserved'
  const holders = holdersOf(flow, { hidden: true })
  const has = (name: string) => flow.variables.some((variable) => variable.name === name)
  const sets = (name: string) => holders.some(({ kind, text }) => kind === 'name' && text === name)
  if (!has(from) && !sets(from)) return undefined
  if (known.has(to)) return 'reserved'
  return has(to) || holders.some((holder) => namesOf(holder).includes(to)) ? 'taken' : undefined
}

/**
 * The flow with a variable called otherwise wherever it is declared, set and read; the flow itself when it cannot have that name. A
 * template is rewritten where its parser finds the name, so that the same word in a sentence, a quoted text or a filter stays.
 */
export function renameVariable(flow: Flow, from: string, to: string): Flow {
  if (from === to || nameProblem(flow, from, to)) return flow
  const changed = naming(flow, from)
  return produce(flow, (draft) => {
    for (const variable of draft.variables) if (variable.name === from) variable.name = to
    const configs = new Map(draft.nodes.map(({ id, data }) => [id, data.config]))
    for (const holder of changed) {
      const document = holder.nodeId === undefined ? draft : configs.get(holder.nodeId)
      if (document) setAt(document, holder.path, renamed(holder, from, to))
    }
  })
}

/** Where a string names a variable: each place from, up to, in order. */
export function placesOf({ kind, text }: Pick<Holder, 'kind' | 'text'>, name: string): [number, number][] {
  if (kind === 'template') return placesIn(text, name)
  const root = kind === 'name' ? { name: text, at: [0, text.length] as [number, number] } : rootOf(text)
  return root?.name === name ? [root.at] : []
}

/** What a string says once the variable has its new name. */
export function renamed(holder: Holder, from: string, to: string): string {
  const places = placesOf(holder, from)
  // From the last to the first, so that what is still to be rewritten stays where it was.
  return places.reduceRight((text, [start, end]) => text.slice(0, start) + to + text.slice(end), holder.text)
}
