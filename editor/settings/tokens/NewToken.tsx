import { Button, Select, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TokenRole, NewToken as TokenToMake } from '#schemas/api/tokens.ts'
import { mayGive } from '#schemas/roles.ts'
import { createToken } from '../../api/tokens.ts'
import type { CurrentWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import dialog from '../../ui/dialog.module.css'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'

/** Makes a token and shows its secret, this once. */
export function openNewToken(workspace: CurrentWorkspace, onDone: () => unknown): void {
  const id = modals.open({
    title: i18next.t('settings:tokens.addTitle'),
    size: 480,
    closeOnClickOutside: false,
    children: <NewToken workspace={workspace} onMade={onDone} onClose={() => modals.close(id)} />,
  })
}

const lifetimes = ['30', '90', '365']

function NewToken({ workspace, onMade, onClose }: { workspace: CurrentWorkspace; onMade(): unknown; onClose(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const create = useMutation({
    mutationFn: (token: TokenToMake) => createToken(workspace.id, token),
    onSuccess: onMade,
  })
  const { values, text, pick } = useFields({ name: '', role: 'developer' as TokenRole, expiresInDays: '90' }, create.error)
  const [role, days] = [pick('role'), pick('expiresInDays')]
  if (create.data) {
    return (
      <div className={dialog.form}>
        <Banner tone="warn">{t('tokens.once')}</Banner>
        <CopyField label={t('tokens.secret')} value={create.data.secret ?? ''} description={t('tokens.use')} />
        <div className={dialog.buttons}>
          <Button variant="filled" onClick={onClose}>
            {t('tokens.kept')}
          </Button>
        </div>
      </div>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ ...values, name: values.name.trim(), expiresInDays: Number(values.expiresInDays) })
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput {...text('name')} label={t('tokens.name')} placeholder={t('tokens.example')} data-autofocus />
      <Select
        {...role}
        label={t('tokens.role')}
        description={t(`members.does.${values.role}`)}
        data={mayGive[workspace.role]
          .filter((given) => given !== 'owner')
          .map((given) => ({ value: given, label: t(`shell:role.${given}`) }))}
        onChange={(chosen) => chosen && role.onChange(chosen as TokenRole)}
      />
      <Select
        {...days}
        label={t('tokens.expires')}
        data={lifetimes.map((value) => ({ value, label: t('tokens.days', { count: Number(value) }) }))}
        onChange={(chosen) => chosen && days.onChange(chosen)}
      />
      <SaveBar of={create} primary label={t('tokens.create')} missing={values.name.trim() === '' ? [t('tokens.name')] : []} />
    </form>
  )
}
