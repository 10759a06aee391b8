import { Button, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '#schemas/api/flows.ts'
import { getFlow, saveDraft } from '../api/flows.ts'
import { sentenceOf } from '../api/request.ts'
import classes from '../ui/dialog.module.css'

type Named = Pick<FlowSummary, 'id' | 'name'>

/** Asks for another name. It is part of the draft, so somebody who edits the flow right now is not overwritten. */
export function openRenameFlow(workspaceId: string, flow: Named, onDone: () => unknown): void {
  const id = modals.open({
    title: i18next.t('home:rename.title'),
    size: 400,
    children: (
      <RenameFlow
        workspaceId={workspaceId}
        flow={flow}
        onDone={() => {
          modals.close(id)
          onDone()
        }}
      />
    ),
  })
}

function RenameFlow({ workspaceId, flow, onDone }: { workspaceId: string; flow: Named; onDone(): void }) {
  const { t } = useTranslation('home')
  const [name, setName] = useState(flow.name)
  const rename = useMutation({
    mutationFn: async () => {
      const { draft, revision } = await getFlow(workspaceId, flow.id)
      return saveDraft(workspaceId, flow.id, revision, { ...draft, name: name.trim() })
    },
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={t('new.name')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        error={rename.error ? sentenceOf(rename.error) : undefined}
        data-autofocus
      />
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" loading={rename.isPending} disabled={name.trim() === ''}>
          {t('rename.action')}
        </Button>
      </div>
    </form>
  )
}
