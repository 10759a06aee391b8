import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HoursRange } from '#schemas/calendar.ts'
import { Icon } from '../../ui/Icon.tsx'
import page from './hours.module.css'
import classes from './week.module.css'

export interface RangesFieldProps {
  /** Whose hours they are, such as “Monday”. */
  name: string
  hours: HoursRange[]
  onChange(hours: HoursRange[]): void
  /** What is wrong with one of them, by its place: `0/from`. */
  errorAt(path: string): string | undefined
}

const most = 6

/** The hours of one day: from, to, and more of them; none is closed. */
export function RangesField({ name, hours, onChange, errorAt }: RangesFieldProps) {
  const { t } = useTranslation('settings')
  const set = (at: number, change: Partial<HoursRange>) =>
    onChange(hours.map((each, index) => (index === at ? { ...each, ...change } : each)))
  const add = () => onChange([...hours, following(hours.at(-1))])
  return (
    <div className={classes.ranges}>
      {hours.map(({ from, to }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a range is known by its place
        <div key={index} className={classes.range}>
          <TextInput
            type="time"
            required
            aria-label={t('hours.week.from', { name })}
            value={from}
            error={from && errorAt(`${index}/from`)}
            onChange={(event) => set(index, { from: event.currentTarget.value })}
          />
          <span aria-hidden="true">–</span>
          <TextInput
            type="time"
            required
            aria-label={t('hours.week.to', { name })}
            // A field of the browser knows no 24:00; midnight as an end is the day's.
            value={to === '24:00' ? '00:00' : to}
            error={to && errorAt(`${index}/to`)}
            onChange={(event) => set(index, { to: event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value })}
          />
          <ActionIcon size="sm" aria-label={t('hours.week.remove', { name })} onClick={() => onChange(hours.toSpliced(index, 1))}>
            <Icon name="x" />
          </ActionIcon>
        </div>
      ))}
      {hours.length === 0 && <span className={page.quiet}>{t('hours.closed')}</span>}
      {hours.length < most && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon name="plus" size={14} />}
          aria-label={t('hours.week.add', { name })}
          onClick={add}
        >
          {t('hours.week.addShort')}
        </Button>
      )}
    </div>
  )
}

/** A first range is a working day; another begins an hour after the last one ends, where there is room. */
function following(last: HoursRange | undefined): HoursRange {
  if (!last) return { from: '09:00', to: '18:00' }
  const hour = Number(last.to.slice(0, 2)) + 1
  const two = (number: number) => String(number).padStart(2, '0')
  return last.to > last.from && hour < 23
    ? { from: `${two(hour)}:00`, to: `${two(Math.min(hour + 3, 23))}:00` }
    : { from: '', to: '' }
}
