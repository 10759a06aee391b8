import { TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewSecret as SecretToKeep, SecretView } from '#schemas/api/secrets.ts'
import { longestSecretName } from '#schemas/secret.ts'
import { keys } from '../api/keys.ts'
import { createSecret } from '../api/secrets.ts'
import dialog from '../ui/dialog.module.css'
import { SaveBar } from '../ui/SaveBar.tsx'
import { useFields } from '../ui/use-fields.ts'
import { HostsField } from './HostsField.tsx'
import { ValueField } from './ValueField.tsx'

interface Start {
  workspaceId: string
  /** Where it is to go, when that is known already. */
  hosts?: string[]
  onKept?(secret: SecretView): void
}

/** Asks for a secret: its name, its value, and where it may go. */
export function openNewSecret(start: Start): void {
  const id = modals.open({
    title: i18next.t('settings:secrets.addTitle'),
    size: 480,
    closeOnClickOutside: false,
    children: <NewSecret {...start} onClose={() => modals.close(id)} />,
  })
}

function NewSecret({ workspaceId, hosts = [], onKept, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: (secret: SecretToKeep) => createSecret(workspaceId, secret),
    onSuccess: async (secret) => {
      await queries.invalidateQueries({ queryKey: keys.secrets(workspaceId) })
      onKept?.(secret)
      onClose()
    },
  })
  const { values, text, pick } = useFields({ name: '', value: '', hosts }, create.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ ...values, name: values.name.trim() })
  }
  // A host that is still being typed becomes one when the button is pressed.
  const missing = [
    ...(values.name.trim() === '' ? [t('secrets.name')] : []),
    ...(values.value.trim() === '' ? [t('secrets.value')] : []),
  ]
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput
        {...text('name')}
        label={t('secrets.name')}
        description={t('secrets.nameHint')}
        placeholder={t('secrets.example')}
        maxLength={longestSecretName}
        data-autofocus
      />
      <ValueField {...text('value')} label={t('secrets.value')} />
      <HostsField {...pick('hosts')} />
      <SaveBar of={create} primary label={t('secrets.keep')} missing={missing} />
    </form>
  )
}
