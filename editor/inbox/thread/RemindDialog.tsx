import { Button, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { sentenceOf } from '../../api/request.ts'
import { Banner } from '../../ui/Banner.tsx'
import dialog from '../../ui/dialog.module.css'
import { Missing } from '../../ui/Missing.tsx'
import { momentOf } from '../times.ts'

type Reminders = NonNullable<ConversationDetail['reminders']>

export interface Reminding {
  reminders: Reminders
  /** `at`: an instant. */
  onRemind(at: string, text: string): Promise<unknown>
  onCancel(id: string): Promise<unknown>
}

/** Asks when and of what somebody wants to be reminded in a chat; what it reminds of already can be taken back. */
export function askToRemind(what: Reminding): void {
  const id = modals.open({
    title: i18next.t('inbox:remind.title'),
    withCloseButton: false,
    size: 440,
    children: <RemindForm {...what} onClose={() => modals.close(id)} />,
  })
}

function RemindForm({ reminders, onRemind, onCancel, onClose }: Reminding & { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const waitsFor = useId()
  const [when, setWhen] = useState(() => localOf(tomorrowAtNine()))
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const at = new Date(when)
  const missing = [...(at.getTime() > Date.now() ? [] : [t('remind.later')]), ...(text.trim() === '' ? [t('remind.of')] : [])]
  const fits = missing.length === 0
  const act = async (call: Promise<unknown>) => {
    setBusy(true)
    try {
      await call
      onClose()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) void act(onRemind(at.toISOString(), text.trim()))
  }
  return (
    <form className={dialog.form} onSubmit={submit}>
      <TextInput
        type="datetime-local"
        label={t('remind.when')}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
      />
      <TextInput
        data-autofocus
        label={t('remind.of')}
        description={t('remind.help')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={200}
        dir="auto"
      />
      {reminders.map((reminder) => (
        <div key={reminder.id}>
          <bdi>{reminder.text}</bdi> · {momentOf(reminder.dueAt)}{' '}
          <Button size="xs" disabled={busy} onClick={() => void act(onCancel(reminder.id))}>
            {t('remind.cancelOne')}
          </Button>
        </div>
      ))}
      {failure !== undefined && <Banner tone="danger">{sentenceOf(failure)}</Banner>}
      <div className={dialog.buttons}>
        <Missing id={waitsFor} fields={missing} />
        <Button onClick={onClose}>{t('remind.cancel')}</Button>
        <Button type="submit" variant="filled" loading={busy} disabled={!fits} aria-describedby={fits ? undefined : waitsFor}>
          {t('remind.do')}
        </Button>
      </div>
    </form>
  )
}

/** Most is promised for the next morning. */
function tomorrowAtNine(): Date {
  const day = new Date()
  day.setDate(day.getDate() + 1)
  day.setHours(9, 0, 0, 0)
  return day
}

/** As the field writes it, on the reader's clock. */
const localOf = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
