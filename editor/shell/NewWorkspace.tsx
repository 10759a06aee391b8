import { TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '../api/keys.ts'
import { problemAt } from '../api/request.ts'
import { createWorkspace } from '../api/workspaces.ts'
import classes from '../ui/dialog.module.css'
import { SaveBar } from '../ui/SaveBar.tsx'
import { TimeZoneSelect } from '../ui/TimeZoneSelect.tsx'

/** Asks for a name and a time zone, makes the workspace and tells its id. */
export function openNewWorkspace(onDone: (workspaceId: string) => void): void {
  const id = modals.open({
    title: i18next.t('shell:newWorkspace.title'),
    size: 400,
    children: (
      <NewWorkspace
        onDone={(workspaceId) => {
          modals.close(id)
          onDone(workspaceId)
        }}
      />
    ),
  })
}

function NewWorkspace({ onDone }: { onDone(workspaceId: string): void }) {
  const { t } = useTranslation('shell')
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone)
  const create = useMutation({
    mutationFn: () => createWorkspace({ name: name.trim(), timeZone }),
    onSuccess: async (workspace) => {
      await queries.invalidateQueries({ queryKey: keys.me })
      onDone(workspace.id)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={t('newWorkspace.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problemAt(create.error, 'name')}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TimeZoneSelect label={t('timeZone')} value={timeZone} onChange={setTimeZone} />
      <SaveBar
        of={create}
        primary
        label={t('newWorkspace.create')}
        missing={name.trim() === '' ? [t('newWorkspace.name')] : []}
      />
    </form>
  )
}
