import { type ComponentType, createContext, useContext } from 'react'
import type { Problem } from '#schemas/api/problems.ts'
import type { FlowNode } from '#schemas/flow.ts'
import type { FormField } from './schema.ts'

/** What the fields of one form share: whose settings they are, and what changing one does. */
export interface FormScope {
  /** The settings as they are. */
  value: unknown
  /** Sets what a JSON Pointer points to; `undefined` removes it. Calls in a row for one pointer are one undo step. */
  change(pointer: string, value: unknown): void
  /** Ends the running undo step, as when a field loses its focus. */
  settle(): void
  /** The first problem at this pointer; what only another language lacks, the language tabs say. */
  problemAt(pointer: string): Pick<Problem, 'severity' | 'message'> | undefined
  /** How long a text may be on the chosen channel. */
  limitAt(pointer: string): { max: number; unit: 'characters' | 'bytes' } | undefined
  /** The node whose settings these are; absent for those of the flow. */
  node?: FlowNode
  /** Nothing may be changed: an old version, or a person who may only look. */
  disabled: boolean
}

export const FormScopeContext = createContext<FormScope | null>(null)

/** The sentence of what blocks publishing at a pointer: its control turns red. */
export const errorAt = ({ problemAt }: FormScope, pointer: string): string | undefined => {
  const problem = problemAt(pointer)
  return problem?.severity === 'error' ? problem.message : undefined
}

/** The form a field is in. */
export function useFormScope(): FormScope {
  const scope = useContext(FormScopeContext)
  if (!scope) throw new Error('used outside a form')
  return scope
}

/** What a field's control is given. `Value` is what its schema allows; a config that was pasted may hold anything. */
export interface WidgetProps<Value = unknown> {
  field: FormField
  value: Value | undefined
  onChange(value: Value | undefined): void
  error: string | undefined
  disabled: boolean
}

/** One control under the other: what draws settings within settings. Given by the form, which knows every control. */
export type Rows = ComponentType<{ fields: FormField[] }>
export const RowsContext = createContext<Rows | null>(null)

export function useRows(): Rows {
  const rows = useContext(RowsContext)
  if (!rows) throw new Error('used outside a form')
  return rows
}
