import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../shell/session.tsx'
import { useSignOut } from '../../shell/useSignOut.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Section } from '../Section.tsx'
import { Appearance } from './Appearance.tsx'
import { Password } from './Password.tsx'
import { Workspaces } from './Workspaces.tsx'

/** The signed-in person: who they are, how the editor looks for them, their password. */
export function YouPage() {
  const { t } = useTranslation(['settings', 'shell'])
  const { me, workspace } = useSession()
  const signOut = useSignOut()
  return (
    <Page title={t('you.title')} narrow>
      <PageHeader title={t('you.title')}>
        <Button leftSection={<Icon name="logout" flip />} onClick={signOut}>
          {t('shell:signOut')}
        </Button>
      </PageHeader>
      <Section title={t('you.account')}>
        <Named
          mark={<Avatar name={me.user.name} size="lg" />}
          name={me.user.name}
          below={
            <>
              {me.user.email} · {t('you.roleIn', { role: t(`shell:role.${workspace.role}`), workspace: workspace.name })}
            </>
          }
        />
      </Section>
      <Workspaces />
      <Appearance />
      <Password />
    </Page>
  )
}
