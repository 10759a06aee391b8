import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SegmentTest } from '#schemas/segment.ts'
import { Choice, Days, EventChoice } from './controls.tsx'
import classes from './segments.module.css'
import type { Shop } from './use-shop.ts'

type EventTest = Extract<SegmentTest, { about: 'event' }>
const hows = ['atLeast', 'atMost', 'never'] as const
/** Of the last days, so many are told apart. */
const mostInDays = 19

/** How often something happened, ever or in the last days. */
export function EventFields(props: { test: EventTest; shop: Shop; onChange(test: SegmentTest): void; disabled: boolean }) {
  const { t } = useTranslation('segments')
  const { test, shop, onChange, disabled } = props
  const { type, atLeast, atMost, days } = test
  const how = atMost === 0 ? 'never' : atMost !== undefined ? 'atMost' : 'atLeast'
  const times = how === 'atMost' ? (atMost ?? 1) : (atLeast ?? 1)
  const set = (next: (typeof hows)[number], count: number, within = days) => {
    const capped = Math.max(1, within === undefined ? count : Math.min(count, mostInDays))
    const often = next === 'never' ? { atMost: 0 } : { [next]: capped }
    onChange({ about: 'event', type, ...often, ...(within === undefined ? {} : { days: within }) })
  }
  return (
    <>
      <EventChoice types={shop.events} value={type} onChange={(next) => onChange({ ...test, type: next })} disabled={disabled} />
      <Choice
        label={t('often.label')}
        values={hows}
        value={how}
        say={(each) => t(`often.${each}`)}
        onChange={(next) => set(next, times)}
        disabled={disabled}
      />
      {how !== 'never' && (
        <>
          <NumberInput
            className={classes.number}
            aria-label={t('number')}
            value={times}
            onChange={(next) => Number.isInteger(next) && set(how, Number(next))}
            min={1}
            max={days === undefined ? 1_000_000 : mostInDays}
            clampBehavior="strict"
            allowDecimal={false}
            readOnly={disabled}
          />
          <span>{t('often.times')}</span>
        </>
      )}
      <Choice
        label={t('often.when')}
        values={['ever', 'inLast'] as const}
        value={days === undefined ? 'ever' : 'inLast'}
        say={(each) => t(`often.${each}`)}
        onChange={(each) =>
          each === 'ever'
            ? onChange({
                about: 'event',
                type,
                ...(atLeast === undefined ? {} : { atLeast }),
                ...(atMost === undefined ? {} : { atMost }),
              })
            : set(how, times, 30)
        }
        disabled={disabled}
      />
      {days !== undefined && <Days value={days} onChange={(next) => set(how, times, next)} disabled={disabled} />}
    </>
  )
}
