import { pathTo } from './json-pointer.ts'

/** One setting of a node that its schema marks with `x-field`, as it stands in a config. */
export interface ConfigField {
  /** What the inspector draws: `localised-text`, `template`, `variable-name`, … */
  field: string
  /** JSON Pointer into the config. */
  path: string
  /** The setting's title in the schema, in English. */
  label: string
  value: unknown
  required: boolean
}

type Schema = Record<string, unknown>

const maxDepth = 32
const choices = ['allOf', 'anyOf', 'oneOf'] as const

/**
 * Every marked setting of `config`, in the order of its schema: inside groups, lists, maps and every branch of a choice, but none
 * that the inspector hides (`x-when`). Total: where the config does not fit its schema there is nothing to see.
 */
export function fieldsOf(root: Schema, config: unknown): ConfigField[] {
  const found = new Map<string, ConfigField>()
  walk(root, config, '', '', true, 0)
  return [...found.values()]

  function walk(schema: unknown, value: unknown, path: string, outer: string, required: boolean, depth: number): void {
    if (!isObject(schema) || depth > maxDepth || !holdsFields(schema)) return
    const label = typeof schema.title === 'string' ? schema.title : outer
    const field = schema['x-field']
    if (typeof field === 'string' && (required || !found.has(path))) found.set(path, { field, path, label, value, required })

    if (typeof schema.$ref === 'string') walk(referred(root, schema.$ref), value, path, label, required, depth + 1)
    for (const choice of choices) {
      const branches = schema[choice]
      if (Array.isArray(branches)) for (const branch of branches) walk(branch, value, path, label, required, depth + 1)
    }

    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(schema.items, item, pathTo(path, index), label, true, depth + 1)
    } else if (isObject(value)) inside(schema, value, path, label, depth + 1)
    else if (value === undefined && required) inside(schema, {}, path, label, depth + 1)
  }

  function inside(schema: Schema, value: Record<string, unknown>, path: string, label: string, depth: number): void {
    const properties = isObject(schema.properties) ? schema.properties : {}
    const needed = Array.isArray(schema.required) ? schema.required : []
    for (const key of Object.keys(properties)) {
      const property = properties[key]
      if (isShown(property, value)) walk(property, value[key], pathTo(path, key), label, needed.includes(key), depth)
    }
    if (!isObject(schema.additionalProperties)) return
    for (const key of Object.keys(value))
      if (!Object.hasOwn(properties, key)) walk(schema.additionalProperties, value[key], pathTo(path, key), label, false, depth)
  }
}

const known = new WeakMap<Schema, boolean>()

/** Whether a schema marks a setting anywhere: what marks none, such as the languages of a text, need not be walked. */
function holdsFields(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const answer =
    known.get(schema as Schema) ?? ('x-field' in schema || '$ref' in schema || Object.values(schema).some(holdsFields))
  known.set(schema as Schema, answer)
  return answer
}

/** `x-when: { trigger: 'keyword' }` shows a setting only while its sibling has that value, or one of those values. */
export function isShown(schema: unknown, siblings: Record<string, unknown>): boolean {
  const when = isObject(schema) ? schema['x-when'] : undefined
  if (!isObject(when)) return true
  return Object.entries(when).every(([key, wanted]) => [wanted].flat().includes(siblings[key]))
}

function referred(root: Schema, ref: string): unknown {
  if (ref === '#') return root
  return isObject(root.$defs) && ref.startsWith('#/$defs/') ? root.$defs[ref.slice('#/$defs/'.length)] : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
