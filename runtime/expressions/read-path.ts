/** A name, which may be a number (`items.0`), or what stands in brackets; `valuePath` in `schemas/flow.ts` is the same for a whole path. */
const segment = /\.?([\p{L}\p{N}_@$][\p{L}\p{M}\p{N}_@$-]*)|\[(-?\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/uy
const paths = new Map<string, (string | number)[] | null>()

/**
 * The value behind `order.items[0].name`, or `order.items.0.name`, in plain data, or undefined. Own data properties only: nothing inherited and no getter
 * is ever reached. `items[-1]` is the last item. Total: a path that makes no sense reads nothing.
 */
export function readPath(scope: unknown, path: string): unknown {
  const keys = keysOf(path)
  if (!keys) return undefined
  let value = scope
  for (const key of keys) {
    value = ownValue(value, typeof key === 'number' && key < 0 && Array.isArray(value) ? value.length + key : key)
    if (value === undefined || value === null) return undefined
  }
  return value
}

/** The own data property `key` of `value`; undefined for anything inherited, computed or absent. */
export function ownValue(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

function keysOf(path: string): (string | number)[] | null {
  let keys = paths.get(path)
  if (keys === undefined) {
    keys = parsePath(path)
    if (paths.size >= 2000) paths.clear()
    if (path.length <= 200) paths.set(path, keys)
  }
  return keys
}

function parsePath(path: string): (string | number)[] | null {
  const keys: (string | number)[] = []
  const trimmed = path.trim()
  segment.lastIndex = 0
  let at = 0
  while (at < trimmed.length) {
    const found = segment.exec(trimmed)
    if (!found || (at === 0 && trimmed.startsWith('.'))) return null
    const [whole, name, index, single, double] = found
    if (at > 0 && name !== undefined && !whole.startsWith('.')) return null
    keys.push(index === undefined ? ((name ?? single ?? double) as string) : Number(index))
    at = segment.lastIndex
  }
  return keys.length > 0 ? keys : null
}
