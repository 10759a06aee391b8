import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Missing } from '../../ui/Missing.tsx'
import classes from './statistics.module.css'

export interface OwnPeriodProps {
  from: string | undefined
  to: string | undefined
  onChange(period: { from: string; to: string }): void
}

/** Any first and last day, by the browser's own date fields. */
export function OwnPeriod({ from = '', to = '', onChange }: OwnPeriodProps) {
  const { t } = useTranslation('panels')
  const [days, setDays] = useState({ from, to })
  return (
    <form
      className={classes.ownPeriod}
      onSubmit={(event) => {
        event.preventDefault()
        if (days.from && days.to) onChange(days.from <= days.to ? days : { from: days.to, to: days.from })
      }}
    >
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`statistics.${end}`)}
          value={days[end]}
          onChange={(event) => setDays({ ...days, [end]: event.currentTarget.value })}
        />
      ))}
      <Missing fields={(['from', 'to'] as const).filter((end) => !days[end]).map((end) => t(`statistics.${end}`))} />
      <Button type="submit" className={classes.wide} disabled={!days.from || !days.to}>
        {t('statistics.apply')}
      </Button>
    </form>
  )
}
