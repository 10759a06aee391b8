import type { FlowView } from '#schemas/api/flows.ts'
import type { FlowDocument } from './store.ts'

/**
 * Takes in what others saved, also for those who only look. Changes of one's own come together with it; where both changed the same
 * it is asked. A draft on its way to the server is left alone: its answer tells.
 */
export async function goAlong(
  document: FlowDocument,
  load: (workspaceId: string, flowId: string) => Promise<FlowView>,
): Promise<void> {
  const { saveState, workspaceId, flowId } = document.getState()
  if (saveState === 'saving') return
  const theirs = await load(workspaceId, flowId)
  const now = document.getState()
  if (theirs.liveVersion !== now.liveVersion || theirs.paused !== now.paused) now.published(theirs.liveVersion, theirs.paused)
  if (now.saveState === 'saving') return
  document.setState({ unpublished: theirs.unpublished })
  if (theirs.revision > (now.conflict?.revision ?? now.revision)) now.takeIn(theirs)
}
