import { TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowView } from '#schemas/api/flows.ts'
import { newFlow } from '#schemas/flow.ts'
import type { Language } from '#schemas/text.ts'
import { createFlow } from '../api/flows.ts'
import type { CurrentWorkspace } from '../shell/session.tsx'
import classes from '../ui/dialog.module.css'
import { LanguageSelect } from '../ui/LanguageSelect.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'

/** Asks for a name and the flow's first language, the workspace's unless said otherwise, and makes it. */
export function openNewFlow(workspace: CurrentWorkspace, onDone: (flow: FlowView) => void): void {
  const id = modals.open({
    title: i18next.t('home:new.title'),
    size: 400,
    children: (
      <NewFlow
        workspace={workspace}
        onDone={(flow) => {
          modals.close(id)
          onDone(flow)
        }}
      />
    ),
  })
}

function NewFlow({ workspace, onDone }: { workspace: CurrentWorkspace; onDone(flow: FlowView): void }) {
  const { t } = useTranslation('home')
  const [name, setName] = useState('')
  const [language, setLanguage] = useState<Language>(workspace.language)
  const create = useMutation({
    mutationFn: () => createFlow(workspace.id, name.trim(), newFlow(name.trim(), language)),
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={t('new.name')}
        placeholder={t('new.example')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <LanguageSelect label={t('new.language')} description={t('new.languageHelp')} value={language} onChange={setLanguage} />
      <SaveBar of={create} primary label={t('new.create')} missing={name.trim() === '' ? [t('new.name')] : []} />
    </form>
  )
}
