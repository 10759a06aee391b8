/**
 * Every value a filter on this path would look at: an array gives its elements, missing gives null, as MongoDB indexes them.
 * `emptyList` stands for an empty array, which equals nothing.
 */
export function valuesAt(doc: unknown, path: string): unknown[] {
  const found: unknown[] = []
  if (path.includes('.')) collect(doc, path.split('.'), 0, found)
  else add(own(doc, path), found)
  return found.length > 0 ? found : [emptyList]
}

export const emptyList = Symbol('an empty list')

function collect(value: unknown, steps: string[], at: number, found: unknown[]): void {
  if (at === steps.length) add(value, found)
  else if (Array.isArray(value)) {
    for (const item of value)
      if (typeof item === 'object' && item !== null && !Array.isArray(item)) collect(item, steps, at, found)
  } else collect(own(value, steps[at] as string), steps, at + 1, found)
}

function add(value: unknown, found: unknown[]): void {
  if (Array.isArray(value)) found.push(...value)
  else found.push(value ?? null)
}

function own(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined
}
