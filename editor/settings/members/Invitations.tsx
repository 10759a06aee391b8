import { Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '#schemas/api/invitations.ts'
import { mayGive } from '#schemas/roles.ts'
import { scopeOf } from '#schemas/scope.ts'
import { inviteAgain, takeBack } from '../../api/invitations.ts'
import { sentenceOf } from '../../api/request.ts'
import { useSession } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { formatDay, listed } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { toast } from '../../ui/toast.tsx'
import classes from '../settings.module.css'
import { showLink } from './Invite.tsx'
import { useTeamNames } from './use-team-names.ts'

/** Who was invited and is not in yet. */
export function Invitations({ items, onChange }: { items: Invitation[]; onChange(): unknown }) {
  const { t } = useTranslation(['settings', 'shell'])
  const head = (
    <>
      <th>
        {t('invitations.title')} <span className={classes.quiet}>{items.length}</span>
      </th>
      <th data-wide>{t('members.role')}</th>
      <th data-wide>{t('members.sight.teams')}</th>
      <th data-wide>{t('members.sees')}</th>
      <th data-wide>{t('invitations.ends')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Table label={t('invitations.title')} head={head}>
      {items.map((invitation) => (
        <Row key={invitation.id} invitation={invitation} onChange={onChange} />
      ))}
    </Table>
  )
}

function Row({ invitation, onChange }: { invitation: Invitation; onChange(): unknown }) {
  const { t } = useTranslation(['settings', 'shell'])
  const { workspace } = useSession()
  const { id, email, role, state, teams = [], createdAt, expiresAt } = invitation
  const names = useTeamNames(workspace.id)
  const again = useMutation({
    mutationFn: () => inviteAgain(workspace.id, id),
    onSuccess: async (renewed) => {
      showLink(renewed)
      await onChange()
    },
    onError: (error) => toast({ icon: 'alert-circle', text: sentenceOf(error) }),
  })
  const remove = () =>
    confirm({
      title: t('invitations.takeBack.title', { email }),
      children: t('invitations.takeBack.sentence'),
      action: t('invitations.takeBack.action'),
      danger: true,
      onConfirm: async () => {
        await takeBack(workspace.id, id)
        await onChange()
      },
    })
  const over = state === 'declined' || state === 'expired'
  return (
    <tr>
      <td>
        <Named
          mark={
            <span className={classes.ring}>
              <Icon name="mail" />
            </span>
          }
          name={email}
          onPhone={<small>{t(`shell:role.${role}`)}</small>}
          below={t(`invitations.state.${state}`, { day: formatDay(createdAt) })}
        />
      </td>
      <td data-wide>{t(`shell:role.${role}`)}</td>
      <td className={classes.quiet} data-wide>
        {teams.length > 0 ? listed(teams.map((teamId) => names.get(teamId) ?? t('members.sight.teamGone'))) : '–'}
      </td>
      <td className={classes.quiet} data-wide>
        {t(`members.sight.short.${scopeOf(invitation).sees}`)}
      </td>
      <td className={classes.quiet} data-wide>
        {over ? <Tag tone="warn">{t(`invitations.over.${state}`)}</Tag> : formatDay(expiresAt)}
      </td>
      <td data-end>
        {mayGive[workspace.role].includes(role) && (
          <span className={classes.acts}>
            <Button
              size="xs"
              loading={again.isPending}
              onClick={() => again.mutate()}
              aria-label={t('invitations.again.label', { email })}
            >
              {t('invitations.again.open')}
            </Button>
            <DotsMenu label={t('actionsFor', { name: email })}>
              <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
                {t('invitations.takeBack.open')}
              </Menu.Item>
            </DotsMenu>
          </span>
        )}
      </td>
    </tr>
  )
}
