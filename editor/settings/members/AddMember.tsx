import { Select, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#schemas/api/contract.ts'
import type { NewMember } from '#schemas/api/workspaces.ts'
import { mayGive } from '#schemas/roles.ts'
import { addMember } from '../../api/members.ts'
import type { CurrentWorkspace } from '../../shell/session.tsx'
import { NewPassword } from '../../sign-in/NewPassword.tsx'
import { shortestPassword } from '../../sign-in/strength.ts'
import dialog from '../../ui/dialog.module.css'
import { useFields } from '../../ui/use-fields.ts'
import { SaveBar } from '../SaveBar.tsx'

/** Asks who joins, as what, and with which first password. */
export function openAddMember(workspace: CurrentWorkspace, onDone: () => unknown): void {
  const id = modals.open({
    title: i18next.t('settings:members.addTitle'),
    size: 440,
    children: (
      <AddMember
        workspace={workspace}
        onDone={() => {
          modals.close(id)
          onDone()
        }}
      />
    ),
  })
}

function AddMember({ workspace, onDone }: { workspace: CurrentWorkspace; onDone(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const add = useMutation({ mutationFn: (member: NewMember) => addMember(workspace.id, member), onSuccess: onDone })
  const { values, text, pick } = useFields({ name: '', email: '', password: '', role: 'agent' as Role }, add.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(values)
  }
  const role = pick('role')
  const complete = values.name.trim() !== '' && values.email.trim() !== '' && [...values.password].length >= shortestPassword
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput {...text('name')} label={t('members.name')} data-autofocus />
      <TextInput {...text('email')} label={t('members.email')} type="email" dir="ltr" />
      <Select
        {...role}
        label={t('members.role')}
        description={t(`members.does.${values.role}`)}
        data={mayGive[workspace.role].map((given) => ({ value: given, label: t(`shell:role.${given}`) }))}
        onChange={(chosen) => chosen && role.onChange(chosen as Role)}
      />
      <NewPassword label={t('members.password')} {...pick('password')} />
      <SaveBar of={add} primary label={t('members.add')} disabled={!complete} />
    </form>
  )
}
