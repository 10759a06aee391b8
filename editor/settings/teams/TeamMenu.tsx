import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TeamView } from '#schemas/api/teams.ts'
import { deleteTeam } from '../../api/teams.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { openTeam } from '../../teams/TeamDialog.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { FlowsOfTeam } from './FlowsOfTeam.tsx'

/** What can be done with a team. */
export function TeamMenu({ team, onChange }: { team: TeamView; onChange(): unknown }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const { name, waiting } = team
  const remove = () =>
    confirm({
      title: t('teams.delete.title', { name }),
      children: (
        <>
          <p>{waiting > 0 ? t('teams.delete.waiting', { count: waiting }) : t('teams.delete.nothing')}</p>
          <FlowsOfTeam workspaceId={id} teamId={team.id} />
        </>
      ),
      action: t('teams.delete.action'),
      danger: true,
      onConfirm: async () => {
        await deleteTeam(id, team.id)
        await onChange()
      },
    })
  return (
    <DotsMenu label={t('actionsFor', { name })}>
      <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => openTeam({ workspaceId: id, team })}>
        {t('teams.change')}
      </Menu.Item>
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('teams.delete.open')}
      </Menu.Item>
    </DotsMenu>
  )
}
