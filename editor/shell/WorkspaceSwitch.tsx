import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Icon } from '../ui/Icon.tsx'
import { Mark } from '../ui/Mark.tsx'
import { openNewWorkspace } from './NewWorkspace.tsx'
import { useMay, useSession } from './session.tsx'
import classes from './sidebar.module.css'
import { useSignOut } from './useSignOut.ts'

/** The mark, the workspace one is in, and the way to another. */
export function WorkspaceSwitch() {
  const { t } = useTranslation('shell')
  const { me, workspace } = useSession()
  const may = useMay()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <Menu width={216} position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.workspace} aria-label={t('switchWorkspace', { name: workspace.name })}>
          <Mark />
          <span>{workspace.name}</span>
          <Icon name="selector" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('workspaces')}</Menu.Label>
        {me.workspaces.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === workspace.id ? <Icon name="check" size={14} /> : undefined}
            onClick={() => navigate(`/w/${id}`)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {may('changeWorkspace') && (
          <Menu.Item leftSection={<Icon name="plus" />} onClick={() => openNewWorkspace((id) => navigate(`/w/${id}`))}>
            {t('newWorkspace.open')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="logout" flip />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
