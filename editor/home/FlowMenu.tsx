import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '#schemas/api/flows.ts'
import { LiveFlowItems } from '../answering/LiveFlowItems.tsx'
import { createFlow, deleteFlow, getFlow } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useWorkspace } from '../shell/session.tsx'
import { confirm } from '../ui/confirm.tsx'
import { DotsMenu } from '../ui/DotsMenu.tsx'
import { Icon } from '../ui/Icon.tsx'
import { saveFile } from '../ui/save-file.ts'
import { toast } from '../ui/toast.tsx'
import { openRenameFlow } from './RenameFlow.tsx'

/** What can be done with a flow without opening it. */
export function FlowMenu({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation(['home', 'answering'])
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const refresh = async () => {
    await Promise.all([keys.flows(id), keys.flowOrder(id)].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const live = flow.liveVersion === null ? undefined : { id: flow.id, name: flow.name, liveVersion: flow.liveVersion }
  const act = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: refresh,
    onError: (error) => toast({ icon: 'alert-circle', text: sentenceOf(error) }),
  })
  const duplicate = async () => {
    const name = t('menu.copyOf', { name: flow.name })
    const { draft } = await getFlow(id, flow.id)
    await createFlow(id, name, { ...draft, name })
  }
  const exportFile = async () => {
    const { draft } = await getFlow(id, flow.id)
    saveFile(`${flow.name}.json`, JSON.stringify(draft, null, 2))
  }
  const remove = () =>
    confirm({
      title: t('delete.title', { name: flow.name }),
      children: consequence(),
      action: t('delete.action'),
      danger: true,
      onConfirm: async () => {
        await deleteFlow(id, flow.id)
        await refresh()
      },
    })
  const consequence = () => {
    if (flow.liveVersion === null) return t('delete.draft')
    const waiting = flow.figures?.waitingNow ?? 0
    return waiting === 0 ? t('delete.live') : t('delete.waiting', { count: waiting, version: flow.liveVersion })
  }
  return (
    <DotsMenu label={t('menu.open', { name: flow.name })}>
      <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => openRenameFlow(id, flow, refresh)}>
        {t('menu.rename')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="copy" />} onClick={() => act.mutate(duplicate)}>
        {t('menu.duplicate')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="download" />} onClick={() => act.mutate(exportFile)}>
        {t('menu.export')}
      </Menu.Item>
      {live && <LiveFlowItems workspaceId={id} flow={live} paused={flow.paused} />}
      <Menu.Divider />
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('menu.delete')}
      </Menu.Item>
    </DotsMenu>
  )
}
