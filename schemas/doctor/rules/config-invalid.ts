import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** Settings that do not fit the schema of their node's type. */
export const configInvalid: Rule = ({ nodes, facts }) =>
  nodes
    .filter((node) => node.facts)
    .flatMap(({ id, node }) =>
      facts
        .checkConfig(node.type, node.data.config)
        .map(({ path, message }) =>
          problem('config-invalid', { nodeId: id, path, values: { reason: message }, fix: { do: 'focus', nodeId: id, path } }),
        ),
    )
