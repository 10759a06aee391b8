export type Json = Record<string, unknown>
export type Hoist = (shape: unknown) => unknown

/**
 * Copies a shape for the document: every named part goes to `schemas` and leaves a reference, hints for our own forms go, and an object
 * of which nothing is said may hold anything, which generators do not assume.
 */
export function hoistInto(schemas: Json): Hoist {
  const hoist = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(hoist)
    if (typeof part !== 'object' || part === null) return part
    const { 'x-component': name, 'x-shown-as': shownAs, ...rest } = part as Json
    if (shownAs) return hoist(shownAs)
    const copy = (): Json => open(Object.fromEntries(told(rest).map(([key, value]) => [key, hoistAt(key, value)])))
    if (typeof name !== 'string') return copy()
    if (!Object.hasOwn(schemas, name)) {
      schemas[name] = {}
      schemas[name] = copy()
    }
    return { $ref: `#/components/schemas/${name}` }
  }
  /** Under these stand names and values of people's, which may look like keywords. */
  const hoistAt = (key: string, value: unknown): unknown => {
    if (key === 'default' || key === 'const' || key === 'enum' || key === 'required') return value
    if (key !== 'properties') return hoist(value)
    return Object.fromEntries(Object.entries(value as Json).map(([property, shape]) => [property, hoist(shape)]))
  }
  return hoist
}

const told = (part: Json): [string, unknown][] => Object.entries(part).filter(([key]) => !key.startsWith('x-') && key !== '$id')

const shaping = ['properties', 'additionalProperties', 'oneOf', 'anyOf', 'allOf', 'propertyNames']
const open = (part: Json): Json =>
  part.type === 'object' && !shaping.some((key) => key in part) ? { ...part, additionalProperties: true } : part

/** `call-http` → `CallHttp`. */
export const pascal = (name: string): string => name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
