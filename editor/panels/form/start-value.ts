import { type FieldSchema, typeOf } from './schema.ts'

/** A value to start filling in: its default, the first choice, or empty, with the required parts of an object. */
export function startValue(schema: FieldSchema): unknown {
  if ('const' in schema) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, startValue(schema.properties?.[name] ?? {})]))
    case 'array':
      return []
    case 'number':
    case 'integer':
      return schema.minimum ?? 0
    case 'boolean':
      return false
    default:
      return ''
  }
}
