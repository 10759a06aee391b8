import { Button, Select, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation, NewInvitation } from '#schemas/api/invitations.ts'
import { mayGive, type Role } from '#schemas/roles.ts'
import { narrowed, type Sight } from '#schemas/scope.ts'
import { invite } from '../../api/invitations.ts'
import type { CurrentWorkspace } from '../../shell/session.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import dialog from '../../ui/dialog.module.css'
import { formatDay } from '../../ui/format.ts'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { SightFields } from './SightFields.tsx'

/** Asks who is invited, as what and into which teams, how much of the inbox they will see, and gives the link to hand over. */
export function openInvite(workspace: CurrentWorkspace, onDone: () => unknown): void {
  const id = modals.open({
    title: i18next.t('settings:invitations.addTitle'),
    size: 440,
    children: <Invite workspace={workspace} onDone={onDone} onClose={() => modals.close(id)} />,
  })
}

/** Shows a link that was just made, this once. */
export function showLink(invitation: Invitation): void {
  const id = modals.open({
    title: i18next.t('settings:invitations.linkTitle'),
    size: 440,
    children: <Handing invitation={invitation} onClose={() => modals.close(id)} />,
  })
}

function Invite({ workspace, onDone, onClose }: { workspace: CurrentWorkspace; onDone(): unknown; onClose(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const add = useMutation({ mutationFn: (given: NewInvitation) => invite(workspace.id, given), onSuccess: onDone })
  const { values, text, pick } = useFields(
    { email: '', role: 'agent' as Role, sees: 'all' as Sight, teams: [] as string[] },
    add.error,
  )
  if (add.data) return <Handing invitation={add.data} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { email, role, ...scope } = values
    add.mutate({ email: email.trim(), role, ...(narrowed.includes(role) ? scope : {}) })
  }
  const role = pick('role')
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput {...text('email')} label={t('members.email')} type="email" dir="ltr" data-autofocus />
      <Select
        {...role}
        label={t('members.role')}
        description={t(`members.does.${values.role}`)}
        data={mayGive[workspace.role].map((given) => ({ value: given, label: t(`shell:role.${given}`) }))}
        onChange={(chosen) => chosen && role.onChange(chosen as Role)}
      />
      {narrowed.includes(values.role) && (
        <SightFields workspaceId={workspace.id} role={values.role} teams={pick('teams')} sees={pick('sees')} />
      )}
      <SaveBar of={add} primary label={t('invitations.make')} missing={values.email.trim() === '' ? [t('members.email')] : []} />
    </form>
  )
}

function Handing({ invitation, onClose }: { invitation: Invitation; onClose(): void }) {
  const { t } = useTranslation('settings')
  return (
    <div className={dialog.form}>
      <CopyField
        label={t('invitations.link')}
        value={`${location.origin}${invitation.link}`}
        description={t('invitations.handOver', { email: invitation.email, day: formatDay(invitation.expiresAt) })}
      />
      <div className={dialog.buttons}>
        <Button variant="filled" onClick={onClose}>
          {t('invitations.done')}
        </Button>
      </div>
    </div>
  )
}
