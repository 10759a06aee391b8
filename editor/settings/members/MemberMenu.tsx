import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '#schemas/api/members.ts'
import { removeMember } from '../../api/members.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { openSight } from './Sight.tsx'

/** What can be done with a member. */
export function MemberMenu({ member, onChange }: { member: MemberView; onChange(): unknown }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const remove = () =>
    confirm({
      title: t('members.remove.title', { name: member.name }),
      children: t('members.remove.sentence'),
      action: t('members.remove.action'),
      danger: true,
      onConfirm: async () => {
        await removeMember(id, member.userId)
        await onChange()
      },
    })
  return (
    <DotsMenu label={t('actionsFor', { name: member.name })}>
      <Menu.Item leftSection={<Icon name="users" />} onClick={() => openSight({ workspaceId: id, member, onChange })}>
        {t('members.sight.open')}
      </Menu.Item>
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('members.remove.open')}
      </Menu.Item>
    </DotsMenu>
  )
}
