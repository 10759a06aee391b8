import { useEffect, useEffectEvent } from 'react'
import { getFlow } from '../api/flows.ts'
import { ApiError } from '../api/request.ts'
import { goAlong } from '../document/go-along.ts'
import { useDraft } from '../panels/versions/draft.ts'
import { useLive, useLiveState } from '../shell/LiveProvider.tsx'

/**
 * Follows what others do to this flow, whichever version is shown. One's own changes and theirs come together; where both changed
 * the same it is asked, and nobody is overwritten. Whenever the line comes up it looks: what happened before was told to nobody here.
 */
export function useOthers(): void {
  const { document } = useDraft()
  const connected = useLiveState()

  // Without an answer the flow stays as it is; the next news, or the next save, tells.
  const follow = () =>
    void goAlong(document, getFlow).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) document.getState().deleted()
    })
  useLive('flow', ({ flowId, revision, liveVersion, paused }) => {
    const mine = document.getState()
    if (flowId !== mine.flowId) return
    const published = liveVersion !== mine.liveVersion
    if (published || paused !== mine.paused) mine.published(liveVersion, paused)
    if (published || revision > mine.revision) follow()
  })
  useLive('flow-deleted', ({ flowId }) => {
    if (flowId === document.getState().flowId) document.getState().deleted()
  })
  const lookAgain = useEffectEvent(follow)
  useEffect(() => {
    if (connected) lookAgain()
  }, [connected])
}
