import { getFlow } from '../api/flows.ts'
import { useLive } from '../shell/LiveProvider.tsx'
import { useFlowEditor } from './hooks.ts'

/**
 * Follows what others do to this flow. A draft without changes of one's own goes along with theirs; with changes, the next save is
 * refused and nobody is overwritten.
 */
export function useOthers(): void {
  const { document, autosave } = useFlowEditor()
  useLive('flow', async ({ flowId, revision, liveVersion }) => {
    const mine = document.getState()
    if (flowId !== mine.flowId) return
    if (liveVersion !== null && liveVersion !== mine.liveVersion) mine.published(liveVersion)
    if (revision <= mine.revision || mine.saveState !== 'saved') return
    const theirs = await getFlow(mine.workspaceId, flowId)
    if (!autosave.unsaved() && theirs.revision > document.getState().revision) mine.reload(theirs)
  })
}
