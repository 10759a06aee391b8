import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { getFlow } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { ApiError } from '../api/request.ts'
import { type FlowEditor, FlowEditorContext } from '../open-flow/flow-editor.ts'
import { openEditor } from '../open-flow/open-editor.ts'
import { Alone, NotFound } from '../shell/RouteError.tsx'
import { useMay, useSession } from '../shell/session.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { EditorLayout } from './EditorLayout.tsx'
import { EditorSkeleton } from './EditorSkeleton.tsx'
import { ShownVersion } from './ShownVersion.tsx'

/** The place of one flow: loads its draft and opens it for editing, or for looking when the role allows no more. */
export function FlowEditorPage() {
  const { me, workspace } = useSession()
  const userId = me.user.id
  const { flowId = '' } = useParams()
  const may = useMay()
  const queries = useQueryClient()
  const loaded = useQuery({
    queryKey: keys.flow(workspace.id, flowId),
    queryFn: () => getFlow(workspace.id, flowId),
    // The document is the truth from here on: an answer that arrives later must not replace it.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const [editor, setEditor] = useState<FlowEditor>()
  const readOnly = !may('changeFlows')
  const view = loaded.isFetching ? undefined : loaded.data
  useEffect(() => {
    if (!view) return
    const opened = openEditor(workspace.id, view, { userId, readOnly })
    setEditor(opened.editor)
    return () => {
      opened.close()
      setEditor(undefined)
      void queries.invalidateQueries({ queryKey: keys.flows(workspace.id) })
    }
  }, [view, workspace.id, userId, readOnly, queries])

  if (loaded.error instanceof ApiError && loaded.error.status === 404) return <NotFound />
  if (loaded.error)
    return (
      <Alone>
        <ErrorState error={loaded.error} onRetry={loaded.refetch} />
      </Alone>
    )
  if (!editor || editor.document.getState().flowId !== flowId) return <EditorSkeleton />
  return (
    <FlowEditorContext value={editor}>
      <ShownVersion>
        <EditorLayout />
      </ShownVersion>
    </FlowEditorContext>
  )
}
