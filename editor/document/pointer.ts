import { keysOf } from '#schemas/json-pointer.ts'

/**
 * Sets the value at a JSON Pointer in place, making the objects on the way. `undefined` removes it; `-` appends to an array.
 * The empty pointer is the caller's: there is nothing to set it in.
 */
export function setAt(document: object, pointer: string, value: unknown): void {
  const path = keysOf(pointer)
  const last = path.pop()
  if (last === undefined || [...path, last].includes('__proto__')) return
  let holder = document as Record<string, unknown>
  for (const key of path) {
    if (typeof holder[key] !== 'object' || holder[key] === null) holder[key] = {}
    holder = holder[key] as Record<string, unknown>
  }
  if (Array.isArray(holder)) {
    if (value === undefined) holder.splice(Number(last), 1)
    else holder[last === '-' ? holder.length : Number(last)] = value
  } else if (value === undefined) delete holder[last]
  else holder[last] = value
}
