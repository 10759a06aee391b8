import { useState } from 'react'
import type { ContactField } from '#schemas/contact-field.ts'
import { useWorkspace } from '../shell/session.tsx'

const ours = ['reach', 'language', 'stage', 'tags', 'seen', 'since'] as const
type Ours = (typeof ours)[number]
/** A column of the house, or a field of the workspace as `field.<name>`. */
export type Column = Ours | `field.${string}`

const first: Column[] = ['reach', 'language', 'stage', 'tags', 'seen']

/** Which columns the list shows, kept in this browser. */
export function useColumns(fields: readonly ContactField[]) {
  const key = `alur-contact-columns-${useWorkspace().id}`
  const [chosen, setChosen] = useState(() => read(key))
  const there: Column[] = [...ours, ...fields.map(({ name }) => `field.${name}` as const)]
  const toggle = (column: Column) => {
    const next = chosen.includes(column) ? chosen.filter((one) => one !== column) : [...chosen, column]
    localStorage.setItem(key, JSON.stringify(next))
    setChosen(next)
  }
  return { all: there, shown: there.filter((column) => chosen.includes(column)), toggle }
}

function read(key: string): Column[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '')
    return Array.isArray(kept) ? kept : first
  } catch {
    return first
  }
}
