import { useMemo } from 'react'
import { descriptionOf } from '#nodes/descriptions.ts'
import type { Flow } from '#schemas/flow.ts'
import { useDocument } from '../../open-flow/flow-editor.ts'

/** Something a text can show or a condition can read. */
export interface KnownVariable {
  path: string
  label: string
  group: 'flow' | 'contact' | 'shop'
}

/** What a flow knows: the variables it declares, those its nodes set, the contact's own facts and fields. */
export function variablesOf(flow: Pick<Flow, 'variables' | 'nodes'>): KnownVariable[] {
  const declared = flow.variables.map(({ name, label }) => ({ path: name, label: label || name }))
  const written = flow.nodes.flatMap(({ type, data }) => descriptionOf(type)?.writes?.(data.config) ?? [])
  const known = new Set(declared.map(({ path }) => path))
  const set = [...new Set(written)].filter((path) => !known.has(path)).map((path) => ({ path, label: path }))
  const own = [...declared, ...set]
  return [
    ...own.filter(({ path }) => !path.startsWith('contact.')).map((each) => ({ ...each, group: 'flow' as const })),
    ...contactFacts.map((name) => ({ path: `contact.${name}`, label: `contact.${name}`, group: 'contact' as const })),
    ...own.filter(({ path }) => path.startsWith('contact.fields.')).map((each) => ({ ...each, group: 'contact' as const })),
    { path: 'next_opening', label: 'next_opening', group: 'shop' },
  ]
}

const contactFacts = ['name', 'phone', 'email', 'tags']

/** The variables of the open flow. */
export function useVariables(): KnownVariable[] {
  const variables = useDocument((document) => document.flow.variables)
  const nodes = useDocument((document) => document.flow.nodes)
  return useMemo(() => variablesOf({ variables, nodes }), [variables, nodes])
}
