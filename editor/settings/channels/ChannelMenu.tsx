import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ChannelView } from '#schemas/api/channels.ts'
import { removeChannel } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** What can be done with a channel from the list. */
export function ChannelMenu({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = () =>
    confirm({
      title: t('channels.remove.title', { name: channel.name }),
      children: t(channel.links.page ? 'channels.remove.page' : 'channels.remove.vendor'),
      action: t('channels.remove.action'),
      danger: true,
      onConfirm: async () => {
        await removeChannel(id, channel.id)
        await queries.invalidateQueries({ queryKey: keys.channels(id) })
      },
    })
  return (
    <DotsMenu label={t('actionsFor', { name: channel.name })}>
      <Menu.Item leftSection={<Icon name="settings" />} onClick={() => navigate(channel.id)}>
        {t('channels.settings')}
      </Menu.Item>
      {channel.links.page && (
        <Menu.Item leftSection={<Icon name="external-link" flip />} component="a" href={channel.links.page} target="_blank">
          {t('channels.openPage')}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('channels.remove.open')}
      </Menu.Item>
    </DotsMenu>
  )
}
