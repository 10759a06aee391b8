import type { TFunction } from 'i18next'
import type { NodeDescription } from '#nodes/contract.ts'
import type { Difference } from '#schemas/api/flows.ts'
import type { Flow, Variable } from '#schemas/flow.ts'
import { keysOf } from '#schemas/json-pointer.ts'
import { fieldAt, labelAt } from './label-at.ts'

type Change = NonNullable<Difference['changes']>[number]
export interface ChangeWords {
  label: string
  before?: string | undefined
  after?: string | undefined
}

/** One change of a setting as people call it: its name, and what it was and is; a switch is yes or no. */
export function changeWords(
  t: TFunction<'panels'>,
  change: Change,
  { description, flow }: { description: NodeDescription | undefined; flow: Pick<Flow, 'variables'> },
): ChangeWords {
  const { path, before, after } = change
  if (!description) {
    const variable = variableWords(t, change, flow)
    if (variable) return variable
  }
  const isSwitch = fieldAt(description, path)?.type === 'boolean'
  const said = (value: string | undefined) =>
    isSwitch && value !== undefined ? t(value === 'true' ? 'publish.yes' : 'publish.no') : value
  return { label: labelAt(description, path), before: said(before), after: said(after) }
}

/** What changed of a variable, which is called by its name. Undefined for anything else. */
function variableWords(
  t: TFunction<'panels'>,
  { path, before, after }: Change,
  { variables }: Pick<Flow, 'variables'>,
): ChangeWords | undefined {
  const [list, index, field, ...more] = keysOf(path)
  if (list !== 'variables' || index === undefined || more.length > 0) return undefined
  if (field === undefined) {
    const [was, is] = [before, after].map(declared)
    const name = (is ?? was)?.id ?? ''
    const all = (one: ReturnType<typeof declared>) =>
      one && [t(`variableList.kind.${one.type}`), ...(one.sensitive ? [t('variableList.masked')] : [])].join(', ')
    return { label: t('publish.variable', { name }), before: all(was), after: all(is) }
  }
  const name = variables[Number(index)]?.name ?? ''
  const label = t('publish.variable', { name })
  if (field === 'type') {
    const kind = (value: string | undefined) => value && t(`variableList.kind.${value as Variable['type']}`)
    return { label, before: kind(before), after: kind(after) }
  }
  if (field === 'sensitive') {
    const seen = (value: string | undefined) => t(value === 'true' ? 'variableList.masked' : 'variableList.everyone')
    return { label: t('publish.variableSeen', { name }), before: seen(before), after: seen(after) }
  }
  return { label, before, after }
}

/** A variable as a difference writes it: its name is its id there. */
const declared = (json: string | undefined): (Omit<Variable, 'name'> & { id: string }) | undefined =>
  json === undefined ? undefined : JSON.parse(json)
