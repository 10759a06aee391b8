import { Button, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import { deleteBroadcast, moveBroadcast } from '../api/broadcasts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { confirm } from '../ui/confirm.tsx'
import { DotsMenu } from '../ui/DotsMenu.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/toast.tsx'

/** Pausing, going on, ending and deleting; `menu`: the rarer ones as a row of a list has them. */
export function Moves({ broadcast, menu }: { broadcast: BroadcastView; menu?: boolean }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const maySend = useMay()('sendBroadcasts')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { name, state } = broadcast
  const refresh = () => queries.invalidateQueries({ queryKey: keys.broadcasts(id) })
  const move = useMutation({
    mutationFn: (how: 'pause' | 'resume') => moveBroadcast(id, broadcast.id, how),
    onSettled: refresh,
    onError: (error) => toast({ text: sentenceOf(error), icon: 'alert-circle' }),
  })
  if (!maySend) return null
  const cancel = () =>
    confirm({
      title: t('cancel.title', { name }),
      children: <p>{t('cancel.sentence')}</p>,
      action: t('cancel.action'),
      danger: true,
      onConfirm: async () => {
        await moveBroadcast(id, broadcast.id, 'cancel')
        await refresh()
      },
    })
  const remove = () =>
    confirm({
      title: t('delete.title', { name }),
      action: t('delete.action'),
      danger: true,
      onConfirm: async () => {
        await deleteBroadcast(id, broadcast.id)
        if (!menu) navigate(`/w/${id}/broadcasts`)
        await queries.invalidateQueries({ queryKey: keys.broadcasts(id), exact: true })
      },
    })
  const isOn = state === 'running' || state === 'planned'
  return (
    <>
      {(isOn || state === 'paused') && (
        <Button
          leftSection={<Icon name={isOn ? 'player-pause' : 'player-play'} />}
          loading={move.isPending}
          onClick={() => move.mutate(isOn ? 'pause' : 'resume')}
        >
          {t(isOn ? 'pause' : 'resume')}
        </Button>
      )}
      {(isOn || state === 'paused' || state === 'draft') && (
        <DotsMenu label={t('actionsFor', { name })}>
          {state === 'draft' ? (
            <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
              {t('delete.open')}
            </Menu.Item>
          ) : (
            <Menu.Item data-danger leftSection={<Icon name="x" />} onClick={cancel}>
              {t('cancel.open')}
            </Menu.Item>
          )}
        </DotsMenu>
      )}
    </>
  )
}
