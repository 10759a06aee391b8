import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { resumeFlow } from '../api/flow-order.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/toast.tsx'
import { askToPause, askToUnpublish, type LiveFlow } from './pause-unpublish.tsx'

interface LiveFlowItemsProps {
  workspaceId: string
  flow: LiveFlow
  paused: boolean
}

/** What can be done with a flow that people may be in: nobody new, people again, out of the world. */
export function LiveFlowItems({ workspaceId, flow, paused }: LiveFlowItemsProps) {
  const { t } = useTranslation('answering')
  const queries = useQueryClient()
  const lists = [keys.flows(workspaceId), keys.flowOrder(workspaceId)]
  const onDone = () => Promise.all(lists.map((queryKey) => queries.invalidateQueries({ queryKey })))
  const { mutate: act } = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onError: (error) => toast({ icon: 'alert-circle', text: sentenceOf(error) }),
  })
  return (
    <>
      <Menu.Divider />
      {paused ? (
        <Menu.Item
          leftSection={<Icon name="player-play" />}
          onClick={() => act(() => resumeFlow(workspaceId, flow.id).then(onDone))}
        >
          {t('menu.resume')}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<Icon name="player-pause" />} onClick={() => act(() => askToPause(workspaceId, flow, onDone))}>
          {t('menu.pause')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<Icon name="cloud-off" />} onClick={() => act(() => askToUnpublish(workspaceId, flow, onDone))}>
        {t('menu.unpublish')}
      </Menu.Item>
    </>
  )
}
