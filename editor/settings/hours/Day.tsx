import { TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '#schemas/api/calendar.ts'
import type { DifferingDays } from '#schemas/calendar.ts'
import { ApiError } from '../../api/request.ts'
import { Banner } from '../../ui/Banner.tsx'
import dialog from '../../ui/dialog.module.css'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { changeDays } from './change-days.ts'
import classes from './hours.module.css'
import { RangesField } from './RangesField.tsx'

interface DayProps {
  workspaceId: string
  today: string
  /** The one that is changed; a new one without. */
  day?: DifferingDays
  onDone(next: CalendarView): unknown
}

/** Asks which days differ, what they are called, and whether they are closed or open at other times. */
export function openDay(given: DayProps): void {
  const id = modals.open({
    title: i18next.t(given.day ? 'settings:hours.days.changeTitle' : 'settings:hours.days.addTitle'),
    size: 440,
    children: <Day {...given} onClose={() => modals.close(id)} />,
  })
}

function Day({ workspaceId, today, day, onDone, onClose }: DayProps & { onClose(): void }) {
  const { t } = useTranslation('settings')
  const [value, setValue] = useState<DifferingDays>(day ?? { from: today, to: today, name: '', hours: [] })
  const save = useMutation({
    mutationFn: (given: DifferingDays) =>
      changeDays(workspaceId, (days) => [...days.filter(({ from }) => from !== day?.from), given]),
    onSuccess: async (next) => {
      await onDone(next)
      onClose()
    },
  })
  const { from, to, name, hours } = value
  const set = (change: Partial<DifferingDays>) => setValue((before) => ({ ...before, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...value, name: name.trim() })
  }
  // Its place among the others is the server's business; what is wrong with it is said whole.
  const wrong = save.error instanceof ApiError ? save.error.problem.problems?.[0] : undefined
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput
        label={t('hours.days.name')}
        placeholder={t('hours.days.example')}
        value={name}
        maxLength={120}
        required
        withAsterisk={false}
        data-autofocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('hours.days.from')}
          value={from}
          required
          withAsterisk={false}
          onChange={({ currentTarget: { value: first } }) => set({ from: first, to: to < first ? first : to })}
        />
        <TextInput
          type="date"
          label={t('hours.days.to')}
          value={to}
          min={from}
          required
          withAsterisk={false}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      </div>
      <Segmented
        label={t('hours.days.are')}
        value={hours.length === 0 ? 'closed' : 'open'}
        options={[
          { value: 'closed', label: t('hours.closed') },
          { value: 'open', label: t('hours.days.otherHours') },
        ]}
        onChange={(kind) => set({ hours: kind === 'closed' ? [] : [{ from: '10:00', to: '17:00' }] })}
      />
      {hours.length > 0 && (
        <RangesField
          name={name || t('hours.days.title')}
          hours={hours}
          onChange={(next) => set({ hours: next })}
          errorAt={() => undefined}
        />
      )}
      {wrong && <Banner tone="danger">{t('hours.days.refused', { reason: wrong.message })}</Banner>}
      <SaveBar
        of={save}
        primary
        label={t(day ? 'hours.days.keep' : 'hours.days.add')}
        missing={[
          ...(name.trim() === '' ? [t('hours.days.name')] : []),
          ...(from ? [] : [t('hours.days.from')]),
          ...(to ? [] : [t('hours.days.to')]),
        ]}
      />
    </form>
  )
}
