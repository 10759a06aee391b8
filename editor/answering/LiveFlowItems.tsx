import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { resumeFlow } from '../api/flow-order.ts'
import { Icon } from '../ui/Icon.tsx'
import { askToPause, askToUnpublish, type LiveFlow } from './pause-unpublish.tsx'

interface LiveFlowItemsProps {
  workspaceId: string
  flow: LiveFlow
  paused: boolean
  /** Runs what was chosen, and says when it fails. */
  act(action: () => Promise<unknown>): void
  onDone(): unknown
}

/** What can be done with a flow that people may be in: nobody new, people again, out of the world. */
export function LiveFlowItems({ workspaceId, flow, paused, act, onDone }: LiveFlowItemsProps) {
  const { t } = useTranslation('answering')
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
