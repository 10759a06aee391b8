import { type Clash, merge } from './merge.ts'
import type { FlowDocumentState } from './store.ts'

type Drafts = Pick<FlowDocumentState, 'flow' | 'onServer' | 'conflict'>

const none: Clash[] = []
let last: { of: Drafts; clashes: Clash[] } | undefined

/** What both changed, while somebody has to choose; the same list as long as nothing else is changed. */
export function clashesOf({ flow, onServer, conflict }: Drafts): Clash[] {
  if (!conflict) return none
  if (last?.of.flow !== flow || last.of.onServer !== onServer || last.of.conflict !== conflict)
    last = { of: { flow, onServer, conflict }, clashes: merge(onServer, flow, conflict.draft).clashes }
  return last.clashes
}
