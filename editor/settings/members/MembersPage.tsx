import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '#schemas/api/members.ts'
import { mayGive, may as mayOf, type Role } from '#schemas/roles.ts'
import { scopeOf } from '#schemas/scope.ts'
import { listInvitations } from '../../api/invitations.ts'
import { keys } from '../../api/keys.ts'
import { changeMember, listMembers } from '../../api/members.ts'
import { sentenceOf } from '../../api/request.ts'
import { useMay, useSession } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDay } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { toast } from '../../ui/toast.tsx'
import classes from '../settings.module.css'
import { Invitations } from './Invitations.tsx'
import { openInvite } from './Invite.tsx'
import { MemberMenu } from './MemberMenu.tsx'

/** Whoever accepts an invitation is soon seen here. */
const lookAgainMs = 10_000

/** Who works in this workspace, and as what. */
export function MembersPage() {
  const { t } = useTranslation(['settings', 'shell'])
  const { workspace } = useSession()
  const may = useMay()
  const queries = useQueryClient()
  const members = useQuery({
    queryKey: keys.members(workspace.id),
    queryFn: () => listMembers(workspace.id),
    refetchInterval: lookAgainMs,
  })
  const invitations = useQuery({
    queryKey: keys.invitations(workspace.id),
    queryFn: () => listInvitations(workspace.id),
    enabled: may('changeMembers'),
    refetchInterval: lookAgainMs,
  })
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.members(workspace.id) }),
      queries.invalidateQueries({ queryKey: keys.invitations(workspace.id) }),
    ])
  const head = (
    <>
      <th>{t('members.person')}</th>
      <th>{t('members.role')}</th>
      <th data-wide>{t('members.sees')}</th>
      <th data-wide>{t('members.since')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('members.title')}>
      <PageHeader title={t('members.title')} count={members.data?.items.length}>
        {may('changeMembers') && (
          <Button variant="filled" leftSection={<Icon name="user-plus" />} onClick={() => openInvite(workspace, refresh)}>
            {t('invitations.add')}
          </Button>
        )}
      </PageHeader>
      {members.isPending && <SkeletonRows rows={3} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data && (
        <Table label={t('members.title')} head={head}>
          {members.data.items.map((member) => (
            <Row key={member.userId} member={member} onChange={refresh} />
          ))}
        </Table>
      )}
      {invitations.isError && <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />}
      {members.data && invitations.data && invitations.data.items.length > 0 && (
        <div className={classes.next}>
          <Invitations items={invitations.data.items} onChange={refresh} />
        </div>
      )}
    </Page>
  )
}

function Row({ member, onChange }: { member: MemberView; onChange(): unknown }) {
  const { t } = useTranslation(['settings', 'shell'])
  const { me, workspace } = useSession()
  const may = useMay()
  const given = mayGive[workspace.role]
  const change = useMutation({
    mutationFn: (role: Role) => changeMember(workspace.id, member.userId, { role }),
    onSuccess: onChange,
    onError: (error) => toast({ icon: 'alert-circle', text: sentenceOf(error) }),
  })
  const changeable = may('changeMembers') && given.includes(member.role) && member.userId !== me.user.id
  return (
    <tr>
      <td>
        <Named
          mark={<Avatar name={member.name} />}
          name={member.userId === me.user.id ? t('members.you', { name: member.name }) : member.name}
          below={member.email}
        />
      </td>
      <td>
        {changeable ? (
          <Select
            aria-label={t('members.roleOf', { name: member.name })}
            w={{ base: 112, sm: 140 }}
            value={change.isPending ? change.variables : member.role}
            data={given.map((role) => ({ value: role, label: t(`shell:role.${role}`) }))}
            onChange={(role) => role && change.mutate(role as Role)}
            disabled={change.isPending}
          />
        ) : (
          t(`shell:role.${member.role}`)
        )}
      </td>
      <td className={classes.quiet} data-wide>
        {mayOf.readInbox.some((role) => role === member.role) ? t(`members.sight.short.${scopeOf(member).sees}`) : '–'}
      </td>
      <td className={classes.quiet} data-wide>
        {formatDay(member.createdAt)}
      </td>
      <td data-end>{changeable && <MemberMenu member={member} onChange={onChange} />}</td>
    </tr>
  )
}
