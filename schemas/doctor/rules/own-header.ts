import { ownHeaders } from '../../own-headers.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A header that the server sets by itself: it would be left out of the call without a word. */
export const ownHeader: Rule = ({ nodes }) =>
  nodes.flatMap(({ id: nodeId, headers }) =>
    headers
      .filter(({ name }) => ownHeaders.has(name.toLowerCase()))
      .map(({ path, name }) =>
        problem('own-header', { nodeId, path, values: { header: name }, fix: { do: 'focus', nodeId, path } }),
      ),
  )
