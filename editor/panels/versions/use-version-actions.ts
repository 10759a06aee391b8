import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getFlow, restoreVersion, rollBack } from '../../api/flows.ts'
import { keys } from '../../api/keys.ts'
import { confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.tsx'
import { useDraft } from './draft.ts'
import { useShownVersion } from './use-shown-version.ts'

/** What can be done with an old version. Both are said again before they happen, and both can be taken back the same way. */
export function useVersionActions() {
  const { t } = useTranslation('panels')
  const { document, autosave } = useDraft()
  const { show } = useShownVersion()
  const queries = useQueryClient()
  const { workspaceId, flowId } = document.getState()
  const restore = (version: number) =>
    confirm({
      title: t('versions.restoreTitle', { version }),
      children: t('versions.restoreSentence'),
      action: t('versions.restore'),
      onConfirm: async () => {
        await autosave.flush()
        await restoreVersion(workspaceId, flowId, version, document.getState().revision)
        document.getState().reload(await getFlow(workspaceId, flowId))
        show(null)
        toast({ text: t('versions.restored', { version }) })
      },
    })
  const goBack = (version: number) =>
    confirm({
      title: t('versions.goBackTitle', { version }),
      children: t('versions.goBackSentence'),
      action: t('versions.goBackTo', { version }),
      onConfirm: async () => {
        await rollBack(workspaceId, flowId, version)
        document.getState().published(version)
        void queries.invalidateQueries({ queryKey: keys.flows(workspaceId), exact: true })
        await queries.invalidateQueries({ queryKey: keys.versions(workspaceId, flowId) })
        toast({ text: t('versions.isLive', { version }) })
      },
    })
  return { restore, goBack }
}
