import type { VariableValue } from '../conversation.ts'
import type { Language } from '../text.ts'
import { anyText, anyValue, byDo, id, language, listOf, maybe, named, object, oneOf, text, yesNo } from './shape.ts'

/** Something wrong with a flow. An error blocks publishing, a warning does not. The editor computes the same list locally. */
export interface Problem {
  code: string
  severity: 'error' | 'warning'
  /** One sentence of at most 28 characters for the card, from `code` and `values` in the reader's language. */
  message: string
  nodeId?: string
  /** All nodes it is about, where that is several: those of a loop. */
  nodeIds?: string[]
  output?: string
  /** JSON Pointer into the node's config. */
  path?: string
  language?: Language
  values?: Record<string, string | number>
  /** What is offered first. What deletes is offered last: in `otherFixes`, unless there is no other way. */
  fix?: Fix
  otherFixes?: Fix[]
}
/**
 * A fix is an edit the editor knows how to do, or a place where it is done. `edgeId` of those that connect: the edge that the new one
 * takes the place of.
 */
export type Fix =
  | { do: 'connect'; nodeId: string; output: string; target: string; edgeId?: string }
  /** Asks where an output shall lead. */
  | { do: 'connect-to'; nodeId: string; output: string }
  /** Asks what shall lead to a node. */
  | { do: 'connect-from'; nodeId: string; edgeId?: string }
  /** Puts a node of a type that waits into the middle of an edge. */
  | { do: 'insert'; edgeId: string; type: string }
  | { do: 'end-here'; nodeId: string; output: string }
  | { do: 'set-config'; nodeId: string; path: string; value: VariableValue }
  /** `keepWay`: what led to it leads to where it led. */
  | { do: 'delete-node'; nodeId: string; keepWay?: boolean }
  | { do: 'delete-edge'; edgeId: string }
  | { do: 'add-variable'; name: string }
  /** The key called `name` in this setting becomes a secret: asks what it is to be called, and where it may go. */
  | { do: 'move-to-secret'; nodeId: string; path: string; name: string }
  | { do: 'focus'; nodeId: string; path: string }

const fix = named(
  'Fix',
  byDo<Fix>({
    connect: { nodeId: id, output: anyText, target: anyText, edgeId: maybe(anyText) },
    'connect-to': { nodeId: id, output: anyText },
    'connect-from': { nodeId: id, edgeId: maybe(anyText) },
    insert: { edgeId: anyText, type: anyText },
    'end-here': { nodeId: id, output: anyText },
    'set-config': { nodeId: id, path: anyText, value: anyValue },
    'delete-node': { nodeId: id, keepWay: maybe(yesNo) },
    'delete-edge': { edgeId: anyText },
    'add-variable': { name: anyText },
    'move-to-secret': { nodeId: id, path: anyText, name: anyText },
    focus: { nodeId: id, path: anyText },
  }),
)

export const problem = named(
  'FlowProblem',
  object<Problem>({
    code: id,
    severity: oneOf(['error', 'warning']),
    message: text(200),
    nodeId: maybe(id),
    nodeIds: maybe(listOf(id)),
    output: maybe(anyText),
    path: maybe(anyText),
    language: maybe(language),
    values: maybe<NonNullable<Problem['values']>>({ type: 'object', additionalProperties: { type: ['string', 'number'] } }),
    fix: maybe(fix),
    otherFixes: maybe(listOf(fix)),
  }),
)
