import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { draftOf, type MessageTemplate } from '#schemas/message-template.ts'
import { deleteTemplate } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { openTemplate } from './TemplateDialog.tsx'

/** What can be done with a template: only its vendor’s own tools change one that holds what is not made here. */
export function TemplateMenu({ channel, template }: { channel: ChannelView; template: MessageTemplate }) {
  const { t } = useTranslation('settings')
  const { id: workspaceId } = useWorkspace()
  const queries = useQueryClient()
  const { id, name, language, state } = template
  if (!id) return null
  const remove = () =>
    confirm({
      title: t('templates.delete.title', { name, language }),
      children: t('templates.delete.follows'),
      action: t('templates.delete.action'),
      danger: true,
      onConfirm: async () => {
        await deleteTemplate(workspaceId, channel.id, id)
        await queries.invalidateQueries({ queryKey: keys.templates(workspaceId, channel.id) })
      },
    })
  return (
    <DotsMenu label={t('actionsFor', { name: `${name} ${language}` })}>
      {state !== 'pending' && draftOf(template) && (
        <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => openTemplate({ workspaceId, channel, template })}>
          {t('templates.change')}
        </Menu.Item>
      )}
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('templates.delete.open')}
      </Menu.Item>
    </DotsMenu>
  )
}
