/** Reading JSON that promises nothing: what is not of the expected shape counts as absent. */
export type Shape = Record<string, unknown>

const nothing: Shape = Object.freeze({})

export const isRecord = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value)
export const record = (value: unknown): Shape => (isRecord(value) ? value : nothing)
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const number = (value: unknown): number | undefined => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}

/** A text that says something. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
