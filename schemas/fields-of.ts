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

/**
 * Every marked setting of `config`, in the order of its schema: inside groups, lists, maps and every branch of a choice, but none
 * that the inspector hides (`x-when`), unless `hidden` ones are wanted too. Total: where the config does not fit its schema there is
 * nothing to see.
 */
export function fieldsOf(root: Schema, config: unknown, { hidden = false } = {}): ConfigField[] {
  const found = new Map<string, ConfigField>()
  walk(partOf(root), config, '', '', true, 0)
  return [...found.values()]

  function walk(part: Part | undefined, value: unknown, path: string, outer: string, required: boolean, depth: number): void {
    if (!part || depth > maxDepth) return
    const { field, label = outer } = part
    if (field !== undefined && (required || !found.has(path))) found.set(path, { field, path, label, value, required })

    if (part.ref !== undefined) walk(partOf(referred(root, part.ref)), value, path, label, required, depth + 1)
    for (const branch of part.branches) walk(partOf(branch), value, path, label, required, depth + 1)

    if (Array.isArray(value)) {
      const items = partOf(part.items)
      if (items) for (const [index, item] of value.entries()) walk(items, item, pathTo(path, index), label, true, depth + 1)
    } else if (isObject(value)) inside(part, value, path, label, depth + 1)
    else if (value === undefined && required) inside(part, {}, path, label, depth + 1)
  }

  function inside(part: Part, value: Record<string, unknown>, path: string, label: string, depth: number): void {
    for (const { key, schema, needed } of part.properties) {
      const inner = partOf(schema)
      if (inner && (hidden || isShown(schema, value))) walk(inner, value[key], pathTo(path, key), label, needed, depth)
    }
    const rest = partOf(part.rest)
    if (!rest) return
    for (const key of Object.keys(value))
      if (!part.properties.some((property) => property.key === key))
        walk(rest, value[key], pathTo(path, key), label, false, depth)
  }
}

/** What a schema says about marked settings, read once: a flow has a thousand nodes of the same few types. */
interface Part {
  label?: string
  field?: string
  ref?: string
  branches: unknown[]
  properties: { key: string; schema: unknown; needed: boolean }[]
  items: unknown
  /** Of all other properties. */
  rest: unknown
}

const parts = new WeakMap<Schema, Part>()

/** Undefined for a schema that marks no setting anywhere, such as the one of a text's languages: it need not be walked. */
function partOf(schema: unknown): Part | undefined {
  if (!isObject(schema) || !holdsFields(schema)) return undefined
  const known = parts.get(schema)
  if (known) return known
  const { title, $ref: ref, properties, required, items, additionalProperties: rest } = schema
  const field = schema['x-field']
  const part: Part = {
    ...(typeof title === 'string' ? { label: title } : {}),
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof ref === 'string' ? { ref } : {}),
    branches: choices.flatMap((choice) => (Array.isArray(schema[choice]) ? schema[choice] : [])),
    properties: Object.entries(isObject(properties) ? properties : {}).map(([key, property]) => ({
      key,
      schema: property,
      needed: Array.isArray(required) && required.includes(key),
    })),
    items,
    rest,
  }
  parts.set(schema, part)
  return part
}

const choices = ['allOf', 'anyOf', 'oneOf'] as const
const marked = new WeakMap<Schema, boolean>()

/** Whether a schema marks a setting anywhere. */
function holdsFields(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const answer =
    marked.get(schema as Schema) ?? ('x-field' in schema || '$ref' in schema || Object.values(schema).some(holdsFields))
  marked.set(schema as Schema, answer)
  return answer
}

/** Whether a schema marks a setting as `field` anywhere. */
export const marks = (schema: unknown, field: string): boolean =>
  typeof schema === 'object' &&
  schema !== null &&
  ((schema as Schema)['x-field'] === field || Object.values(schema).some((part) => marks(part, field)))

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
