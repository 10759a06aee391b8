import { Button, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../api/request.ts'
import { Banner } from './Banner.tsx'
import dialog from './dialog.module.css'

export interface Forgetting {
  name: string
  /** What is asked, and what follows, where it is more than one chat. */
  title?: string
  sentence?: string
  onForget(): Promise<unknown>
}

/** Asks for the name to be typed before a chat, or a person, is deleted for good: there is no way back. */
export function askToForget(what: Forgetting): void {
  const id = modals.open({
    title: what.title ?? i18next.t('inbox:forget.title', { name: what.name }),
    withCloseButton: false,
    size: 440,
    children: <ForgetForm {...what} onClose={() => modals.close(id)} />,
  })
}

function ForgetForm({ name, sentence, onForget, onClose }: Forgetting & { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const fits = typed.trim() === name.trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!fits) return
    setBusy(true)
    try {
      await onForget()
      onClose()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={dialog.text}>{sentence ?? t('forget.sentence')}</div>
      <TextInput
        data-autofocus
        label={t('forget.type', { name })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        dir="auto"
        autoComplete="off"
      />
      {failure !== undefined && <Banner tone="danger">{sentenceOf(failure)}</Banner>}
      <div className={dialog.buttons}>
        <Button onClick={onClose}>{t('forget.cancel')}</Button>
        <Button type="submit" variant="danger" loading={busy} disabled={!fits}>
          {t('forget.do')}
        </Button>
      </div>
    </form>
  )
}
