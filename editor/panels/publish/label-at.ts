import type { NodeDescription } from '#nodes/contract.ts'
import { keysOf } from '#schemas/json-pointer.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { type FieldSchema, labelOf } from '../form/schema.ts'

/** The schema of the setting at a JSON Pointer; undefined where none says. */
export function fieldAt(description: NodeDescription | undefined, pointer: string): FieldSchema | undefined {
  let schema = description?.schema as FieldSchema | undefined
  for (const key of keysOf(pointer)) schema = schema?.properties?.[key] ?? schema?.items
  return schema
}

/** What the setting at a JSON Pointer is called: `/options/0/label/zh-Hant` is "Options 1, Label, 繁體中文". */
export function labelAt(description: NodeDescription | undefined, pointer: string): string {
  let schema: FieldSchema | undefined = description?.schema as FieldSchema | undefined
  const names: string[] = []
  for (const key of keysOf(pointer)) {
    const property = schema?.properties?.[key]
    if (/^\d+$/.test(key) && names.length > 0) names.push(`${names.pop()} ${Number(key) + 1}`)
    else if (/^[a-z]{2,3}(-|$)/.test(key) && schema?.propertyNames) names.push(ownLanguageName(key))
    else names.push(labelOf({ name: key, pointer, schema: property ?? {}, required: false }))
    schema = property ?? schema?.items
  }
  return names.join(', ')
}
