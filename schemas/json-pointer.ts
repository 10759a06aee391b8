/** The JSON Pointer of `key` inside the value at `path`. */
export const pathTo = (path: string, key: string | number): string => `${path}/${typeof key === 'string' ? escaped(key) : key}`

const escaped = (key: string): string =>
  key.includes('/') || key.includes('~') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key

/** The keys a JSON Pointer walks through: `/options/0/label` → `['options', '0', 'label']`. */
export const keysOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** What stands at a JSON Pointer in plain data; undefined where nothing does. Own properties only. */
export function valueAt(value: unknown, path: string): unknown {
  for (const key of keysOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
