import type { Problem } from '#schemas/api/contract.ts'
import { applyFix } from '../document/edits.ts'
import { freshId } from '../document/ids.ts'
import type { FlowEditor } from './hooks.ts'

/** Does a problem's fix as one step that can be undone; one that only points at a setting goes there. */
export function fixProblem({ document, look }: Pick<FlowEditor, 'document' | 'look'>, problem: Problem): void {
  const { fix } = problem
  if (!fix) return
  if (fix.do === 'focus') look.getState().jumpTo(fix.nodeId, fix.path)
  else document.getState().edit('fix', (flow) => applyFix(flow, fix, freshId()))
}
