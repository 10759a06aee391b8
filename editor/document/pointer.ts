type Json = { [key: string]: unknown } | unknown[]

const parts = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The value at a JSON Pointer such as `/options/0/label`, or undefined. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document
  for (const part of parts(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

/**
 * Sets the value at a JSON Pointer in place, making the objects on the way. `undefined` removes it; `-` appends to an array.
 * The empty pointer is the caller's: there is nothing to set it in.
 */
export function setAt(document: Json, pointer: string, value: unknown): void {
  const path = parts(pointer)
  const last = path.pop()
  if (last === undefined || [...path, last].includes('__proto__')) return
  let holder = document as Record<string, unknown>
  for (const part of path) {
    if (typeof holder[part] !== 'object' || holder[part] === null) holder[part] = {}
    holder = holder[part] as Record<string, unknown>
  }
  if (Array.isArray(holder)) {
    if (value === undefined) holder.splice(Number(last), 1)
    else holder[last === '-' ? holder.length : Number(last)] = value
  } else if (value === undefined) delete holder[last]
  else holder[last] = value
}
