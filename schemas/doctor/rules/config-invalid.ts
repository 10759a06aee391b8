import { keysOf } from '../../json-pointer.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** Settings that do not fit the schema of their node's type. */
export const configInvalid: Rule = ({ nodes, facts }) =>
  nodes.flatMap(({ id, node, facts: type }) =>
    type
      ? facts.checkConfig(node.type, node.data.config).map(({ path, message }) =>
          problem('config-invalid', {
            nodeId: id,
            path,
            values: { label: labelAt(type.schema, path), reason: message },
            fix: { do: 'focus', nodeId: id, path },
          }),
        )
      : [],
  )

/** What the form calls the setting at `path`: the innermost title on the way, else the key that has none. */
function labelAt(root: Record<string, unknown>, path: string): string {
  let label = ''
  let schema: Schema | undefined = root
  for (const key of keysOf(path)) {
    schema = schema?.properties?.[key] ?? schema?.items ?? (schema?.additionalProperties || undefined)
    label = schema?.title ?? (schema ? label : key)
  }
  return label || 'A setting'
}

interface Schema {
  title?: string
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: Schema | false
}
