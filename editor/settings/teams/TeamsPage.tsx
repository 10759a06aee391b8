import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TeamView } from '#schemas/api/teams.ts'
import { keys } from '../../api/keys.ts'
import { listTeams } from '../../api/teams.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { openTeam } from '../../teams/TeamDialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from '../settings.module.css'
import { TeamMenu } from './TeamMenu.tsx'

/** Whoever hands over, and what waits, is soon seen here. */
const lookAgainMs = 10_000

/** The teams that flows hand chats to. */
export function TeamsPage() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const may = useMay()
  const queries = useQueryClient()
  const teams = useQuery({ queryKey: keys.teams(id), queryFn: () => listTeams(id), refetchInterval: lookAgainMs })
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.teams(id) }),
      queries.invalidateQueries({ queryKey: keys.members(id) }),
    ])
  const items = teams.data?.items ?? []
  const head = (
    <>
      <th>{t('teams.team')}</th>
      <th data-wide>{t('teams.members')}</th>
      <th>{t('teams.waiting')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('teams.title')}>
      <PageHeader title={t('teams.title')} count={items.length || undefined}>
        {may('changeTeams') && (
          <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => openTeam({ workspaceId: id })}>
            {t('teams.add')}
          </Button>
        )}
      </PageHeader>
      {teams.isPending && <SkeletonRows rows={3} />}
      {teams.isError && <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data && items.length === 0 && (
        <EmptyState icon="users" title={t('teams.empty.title')}>
          {t('teams.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('teams.title')} head={head}>
          {items.map((team) => (
            <Row key={team.id} team={team} onChange={refresh} />
          ))}
        </Table>
      )}
    </Page>
  )
}

function Row({ team, onChange }: { team: TeamView; onChange(): unknown }) {
  const { t } = useTranslation('settings')
  const may = useMay()
  const { name, members, waiting } = team
  return (
    <tr>
      <td>
        <Named name={name} below={members.length > 0 ? t('teams.people', { count: members.length }) : t('teams.nobody')} />
      </td>
      <td className={classes.quiet} data-wide dir="auto">
        {members.map((member) => member.name).join(', ')}
      </td>
      <td className={classes.quiet}>{waiting > 0 ? t('teams.chats', { count: waiting }) : t('teams.nothing')}</td>
      <td data-end>{may('changeTeams') && <TeamMenu team={team} onChange={onChange} />}</td>
    </tr>
  )
}
