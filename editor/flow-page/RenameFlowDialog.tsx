import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setFlowName } from '../document/edits.ts'
import { useDocument, useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import dialog from '../ui/dialog.module.css'

/** The flow's name is part of the draft: renaming can be undone. */
export function RenameFlowDialog() {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const opened = useView((view) => view.dialog === 'rename')
  const close = () => look.getState().open(null)
  return (
    <Modal opened={opened} onClose={close} title={t('commands.renameFlow')} size={400}>
      <Form onDone={close} />
    </Modal>
  )
}

function Form({ onDone }: { onDone(): void }) {
  const { t } = useTranslation('canvas')
  const { document } = useFlowEditor()
  const [name, setName] = useState(useDocument((state) => state.flow.name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    document.getState().edit('rename', (flow) => setFlowName(flow, name.trim()))
    onDone()
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput
        label={t('flow.name')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        error={name.trim() === '' && t('flow.nameNeeded')}
        data-autofocus
      />
      <div className={dialog.buttons}>
        <Button type="submit" variant="filled" disabled={name.trim() === ''}>
          {t('flow.rename')}
        </Button>
      </div>
    </form>
  )
}
