import type { Fix } from '../../api/problems.ts'
import { pathTo } from '../../json-pointer.ts'
import { kindOfSecret } from '../../secret-looks.ts'
import type { ChartNode } from '../chart.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/**
 * API keys, access tokens and card numbers written into a node. A key that a secret can stand for has the way there as its fix; of the
 * others there is one problem per node and kind.
 */
export const secretInText: Rule = ({ nodes }) => nodes.flatMap((node) => [...known(node), ...others(node)])

const known = ({ id, keys }: ChartNode) =>
  keys.map(({ path, name, kind, stays }) => {
    const fix: Fix = stays ? { do: 'focus', nodeId: id, path } : { do: 'move-to-secret', nodeId: id, path, name }
    return problem('secret-in-text', { nodeId: id, path, values: { kind, name }, fix })
  })

function others({ id, node, keys }: ChartNode) {
  const found = new Map<string, string>()
  eachString(node.data.config, (text, path) => {
    const kind = kindOfSecret(text)
    if (kind && !found.has(kind) && !keys.some((key) => key.path === path())) found.set(kind, path())
  })
  return [...found].map(([kind, path]) =>
    problem('secret-in-text', { nodeId: id, path, values: { kind }, fix: { do: 'focus', nodeId: id, path } }),
  )
}

/** The path of a text is put together only when somebody asks for it. */
function eachString(value: unknown, visit: (text: string, path: () => string) => void, path = (): string => '', depth = 0): void {
  if (typeof value === 'string') visit(value, path)
  else if (typeof value === 'object' && value !== null && depth < 32)
    for (const key of Object.keys(value))
      eachString((value as Record<string, unknown>)[key], visit, () => pathTo(path(), key), depth + 1)
}
