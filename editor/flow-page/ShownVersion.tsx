import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionView } from '#schemas/api/publishing.ts'
import type { Flow } from '#schemas/flow.ts'
import { getVersion } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { createFlowDocument } from '../document/store.ts'
import { FlowEditorContext, useDocument, useFlowEditor } from '../open-flow/flow-editor.ts'
import { DraftContext, useDraft } from '../panels/versions/draft.ts'
import { useShownVersion } from '../panels/versions/use-shown-version.ts'
import { useVersionActions } from '../panels/versions/use-version-actions.ts'
import { Alone } from '../shell/RouteError.tsx'
import { Banner } from '../ui/Banner.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatWhen } from '../ui/format.ts'
import classes from './banners.module.css'
import { EditorSkeleton } from './EditorSkeleton.tsx'

/** Lets everything inside it show the published version of the address, read only; without one, the draft. */
export function ShownVersion({ children }: { children: ReactNode }) {
  const { t } = useTranslation('panels')
  const { version, show } = useShownVersion()
  const workspaceId = useDocument((document) => document.workspaceId)
  const flowId = useDocument((document) => document.flowId)
  const query = useQuery({
    queryKey: [...keys.versions(workspaceId, flowId), version],
    queryFn: () => getVersion(workspaceId, flowId, version as number),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (version === null) return children
  if (query.isError)
    return (
      <Alone>
        <ErrorState error={query.error} way={{ label: t('versions.backToDraft'), go: () => show(null, { replace: true }) }} />
      </Alone>
    )
  if (!query.data?.flow) return <EditorSkeleton />
  return (
    <ReadOnly key={version} flow={query.data.flow} of={query.data}>
      {children}
    </ReadOnly>
  )
}

function ReadOnly({ flow, of, children }: { flow: Flow; of: VersionView; children: ReactNode }) {
  const editor = useFlowEditor()
  const shown = useMemo(() => {
    const { workspaceId, flowId, revision, liveVersion, paused } = editor.document.getState()
    const view = {
      id: flowId,
      revision,
      draft: flow,
      liveVersion,
      paused,
      changed: false,
      // What the banner says: when this version was published, not when the draft was saved.
      savedAt: of.publishedAt,
      savedBy: of.publishedBy,
      problems: [],
    }
    return { ...editor, document: createFlowDocument(workspaceId, view, { readOnly: true }) }
  }, [editor, flow, of])
  return (
    <DraftContext value={editor}>
      <FlowEditorContext value={shown}>{children}</FlowEditorContext>
    </DraftContext>
  )
}

/** Over the canvas: which version this is, and the ways out. */
export function VersionBanner() {
  const { t } = useTranslation('panels')
  const { version, show } = useShownVersion()
  const { restore } = useVersionActions()
  const publishedAt = useDocument((document) => document.savedAt)
  const draft = useDraft()
  if (version === null) return null
  const mayRestore = draft.document.getState().saveState !== 'read-only'
  return (
    <div className={classes.shownVersion}>
      <Banner tone="read" action={mayRestore ? { label: t('versions.restore'), onClick: () => restore(version) } : undefined}>
        {t('versions.readOnly', { version, when: formatWhen(publishedAt) })}{' '}
        <button type="button" className={classes.link} onClick={() => show(null)}>
          {t('versions.backToDraft')}
        </button>
      </Banner>
    </div>
  )
}
