import { NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './segments.module.css'
import { useSegmentWords } from './words.ts'

interface ChoiceProps<V extends string> {
  label: string
  values: readonly V[]
  value: V
  say(value: V): string
  onChange(value: V): void
  disabled: boolean
}

/** One of a few words of the sentence. */
export function Choice<V extends string>({ label, values, value, say, onChange, disabled }: ChoiceProps<V>) {
  return (
    <Select
      aria-label={label}
      data={values.map((each) => ({ value: each, label: say(each) }))}
      value={value}
      onChange={(next) => next !== null && onChange(next as V)}
      allowDeselect={false}
      readOnly={disabled}
    />
  )
}

/** How many days. */
export function Days({ value, onChange, disabled }: { value: number; onChange(days: number): void; disabled: boolean }) {
  const { t } = useTranslation('segments')
  return (
    <NumberInput
      className={classes.number}
      aria-label={t('daysLabel')}
      value={value}
      onChange={(next) => Number.isInteger(next) && onChange(Number(next))}
      min={1}
      max={3650}
      clampBehavior="strict"
      allowDecimal={false}
      readOnly={disabled}
    />
  )
}

/** Which type of event: those that have happened, and those the house knows. */
export function EventChoice(props: { types: readonly string[]; value: string; onChange(type: string): void; disabled: boolean }) {
  const { t } = useTranslation('segments')
  const { eventName } = useSegmentWords()
  const { types, value, onChange, disabled } = props
  return (
    <Select
      aria-label={t('event.label')}
      data={[...new Set([...types, value])].map((type) => ({ value: type, label: eventName(type) }))}
      value={value}
      onChange={(next) => next && onChange(next)}
      allowDeselect={false}
      searchable
      readOnly={disabled}
    />
  )
}
