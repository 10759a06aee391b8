/** How much of one value a template may see: past this, parts read as nothing. */
const maxParts = 20_000
const maxDepth = 32

/**
 * A copy of `value` that is nothing but plain data: own data properties of objects and lists, texts, numbers, booleans. Getters are
 * not called; functions, symbols and inherited parts are left out. A template that is given such copies has no host object to reach.
 */
export function asPlain(value: unknown): unknown {
  return copyOf(value, { left: maxParts }, 0)
}

function copyOf(value: unknown, budget: { left: number }, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || depth >= maxDepth) return undefined
  const inner = (key: string | number): unknown =>
    --budget.left < 0 ? undefined : copyOf(Object.getOwnPropertyDescriptor(value, key)?.value, budget, depth + 1)
  if (Array.isArray(value)) return Array.from({ length: Math.min(value.length, budget.left) }, (_, index) => inner(index))
  const copy: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(value)) copy[key] = inner(key)
  return copy
}

/** How a value reads in a text: lists as "a, b", objects as JSON, nothing as nothing. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(asText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : ''
}

/** The number a value stands for, or NaN: "12.50" is 12.5, an empty text is none. */
export function asNumber(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}
