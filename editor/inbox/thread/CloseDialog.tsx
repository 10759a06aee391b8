import { Button, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/request.ts'
import { Banner } from '../../ui/Banner.tsx'
import dialog from '../../ui/dialog.module.css'

interface Closing {
  /** "Close the chat with Mei?" */
  title: string
  onClose(reason: string): Promise<unknown>
}

/** Asks why chats are closed; the words stand in each of them, for colleagues, and in the list of cases. */
export function askToClose(what: Closing): void {
  const id = modals.open({
    title: what.title,
    withCloseButton: false,
    size: 440,
    children: <CloseForm {...what} onDone={() => modals.close(id)} />,
  })
}

function CloseForm({ onClose, onDone }: Closing & { onDone(): void }) {
  const { t } = useTranslation('inbox')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await onClose(reason.trim())
      onDone()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        data-autofocus
        label={t('closeWhy.label')}
        description={t('closeWhy.sentence')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={300}
        dir="auto"
        autoComplete="off"
      />
      {failure !== undefined && <Banner tone="danger">{sentenceOf(failure)}</Banner>}
      <div className={dialog.buttons}>
        <Button onClick={onDone}>{t('closeWhy.cancel')}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {t('action.close')}
        </Button>
      </div>
    </form>
  )
}
