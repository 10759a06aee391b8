import type { FlowView } from '#schemas/api/contract.ts'
import type { Autosave } from './autosave.ts'
import type { FlowDocument } from './store.ts'

/** Takes in what others saved, also for those who only look; never over changes of one's own. */
export async function goAlong(
  { document, autosave }: { document: FlowDocument; autosave: Pick<Autosave, 'unsaved'> },
  load: (workspaceId: string, flowId: string) => Promise<FlowView>,
): Promise<void> {
  const mine = document.getState()
  if (mine.saveState !== 'saved' && mine.saveState !== 'read-only') return
  const theirs = await load(mine.workspaceId, mine.flowId)
  const now = document.getState()
  if (theirs.liveVersion !== now.liveVersion || theirs.paused !== now.paused) now.published(theirs.liveVersion, theirs.paused)
  document.setState({ unpublished: theirs.unpublished })
  if (!autosave.unsaved() && theirs.revision > now.revision) now.reload(theirs)
}
