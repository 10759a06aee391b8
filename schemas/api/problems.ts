import {
  anyText,
  anyValue,
  byDo,
  type FromFields,
  type FromMembers,
  id,
  language,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  type Shape,
  text,
  yesNo,
} from './shape.ts'

const fixes = {
  connect: { nodeId: id, output: anyText, target: anyText, edgeId: maybe(anyText) },
  /** Asks where an output shall lead. */
  'connect-to': { nodeId: id, output: anyText },
  /** Asks what shall lead to a node. */
  'connect-from': { nodeId: id, edgeId: maybe(anyText) },
  /** Puts a node of a type that waits into the middle of an edge. */
  insert: { edgeId: anyText, type: anyText },
  'end-here': { nodeId: id, output: anyText },
  'set-config': { nodeId: id, path: anyText, value: anyValue },
  /** `keepWay`: what led to it leads to where it led. */
  'delete-node': { nodeId: id, keepWay: maybe(yesNo) },
  'delete-edge': { edgeId: anyText },
  'add-variable': { name: anyText },
  /** The key called `name` in this setting becomes a secret: asks what it is to be called, and where it may go. */
  'move-to-secret': { nodeId: id, path: anyText, name: anyText },
  focus: { nodeId: id, path: anyText },
}
/**
 * A fix is an edit the editor knows how to do, or a place where it is done. `edgeId` of those that connect: the edge that the new one
 * takes the place of.
 */
export type Fix = FromMembers<'do', typeof fixes>
const fix = named<Fix>('Fix', byDo<Fix>(fixes))

const values: Shape<Record<string, string | number>> = { type: 'object', additionalProperties: { type: ['string', 'number'] } }
const problemFields = {
  code: id,
  severity: oneOf(['error', 'warning']),
  /** One sentence of at most 28 characters for the card, from `code` and `values` in the reader's language. */
  message: text(200),
  nodeId: maybe(id),
  /** All nodes it is about, where that is several: those of a loop. */
  nodeIds: maybe(listOf(id)),
  output: maybe(anyText),
  /** JSON Pointer into the node's config. */
  path: maybe(anyText),
  language: maybe(language),
  values: maybe(values),
  /** What is offered first. What deletes is offered last: in `otherFixes`, unless there is no other way. */
  fix: maybe(fix),
  otherFixes: maybe(listOf(fix)),
}
/** Something wrong with a flow. An error blocks publishing, a warning does not. The editor computes the same list locally. */
export type Problem = FromFields<typeof problemFields>
export const problem = named<Problem>('FlowProblem', object(problemFields))
