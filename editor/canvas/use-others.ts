import { useEffect, useEffectEvent } from 'react'
import { getFlow } from '../api/flows.ts'
import { useLive, useLiveState } from '../shell/LiveProvider.tsx'
import { type FlowEditor, useFlowEditor } from './hooks.ts'

/**
 * Follows what others do to this flow. A draft without changes of one's own goes along with theirs; with changes, the next save is
 * refused and nobody is overwritten. Whenever the line comes up it looks: what happened before was told to nobody here.
 */
export function useOthers(): void {
  const editor = useFlowEditor()
  const { document } = editor
  const connected = useLiveState()

  // Without an answer the flow stays as it is; the next news, or the next save, tells.
  const follow = () => void goAlong(editor).catch(() => {})
  useLive('flow', ({ flowId, revision, liveVersion }) => {
    const mine = document.getState()
    if (flowId !== mine.flowId) return
    if (liveVersion !== null && liveVersion !== mine.liveVersion) mine.published(liveVersion)
    if (revision > mine.revision) follow()
  })
  const lookAgain = useEffectEvent(follow)
  useEffect(() => {
    if (connected) lookAgain()
  }, [connected])
}

/** Takes in what others saved, unless there are changes of one's own. */
export async function goAlong({ document, autosave }: Pick<FlowEditor, 'document' | 'autosave'>): Promise<void> {
  const mine = document.getState()
  if (mine.saveState !== 'saved') return
  const theirs = await getFlow(mine.workspaceId, mine.flowId)
  const now = document.getState()
  if (theirs.liveVersion !== null && theirs.liveVersion !== now.liveVersion) now.published(theirs.liveVersion)
  if (!autosave.unsaved() && theirs.revision > now.revision) now.reload(theirs)
}
