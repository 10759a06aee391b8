import { TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, instantOf, localIso } from '#nodes/dates.ts'
import type { CalendarView, ClosureToBegin } from '#schemas/api/calendar.ts'
import { closeToday } from '../../api/calendar.ts'
import dialog from '../../ui/dialog.module.css'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'

interface ClosureProps {
  workspaceId: string
  timeZone: string
  closed: NonNullable<CalendarView['closed']>
  onDone(next: CalendarView): unknown
}

/** Asks why today is closed, and until when. */
export function openClosure(given: ClosureProps): void {
  const id = modals.open({
    title: i18next.t('settings:hours.today.switch'),
    size: 440,
    children: <Closure {...given} onClose={() => modals.close(id)} />,
  })
}

function Closure({ workspaceId, timeZone, closed, onDone, onClose }: ClosureProps & { onClose(): void }) {
  const { t } = useTranslation('settings')
  const close = useMutation({
    mutationFn: (given: ClosureToBegin) => closeToday(workspaceId, given),
    onSuccess: async (next) => {
      await onDone(next)
      onClose()
    },
  })
  const today = dayOf(new Date().toISOString(), timeZone)
  const ends = localIso(closed.until, timeZone)
  const { values, text } = useFields(
    { reason: closed.reason ?? '', until: ends.slice(0, 10) === today ? ends.slice(11, 16) : '' },
    close.error,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const reason = values.reason.trim()
    close.mutate({
      ...(values.until ? { until: instantOf(today, values.until, timeZone) } : {}),
      ...(reason ? { reason } : {}),
    })
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput
        {...text('reason')}
        label={t('hours.today.reason')}
        description={t('hours.today.reasonHelp')}
        placeholder={t('hours.today.reasonExample')}
        maxLength={120}
        data-autofocus
      />
      <TextInput {...text('until')} type="time" label={t('hours.today.untilTime')} description={t('hours.today.untilHelp')} />
      <SaveBar of={close} primary label={t('hours.today.keep')} />
    </form>
  )
}
