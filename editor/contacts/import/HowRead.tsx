import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportChange, ImportOptions } from '#schemas/api/imports.ts'
import { dayOrders, encodings, separators } from '#schemas/people-file.ts'
import classes from './imports.module.css'

/** What was recognised of a file, each of which can be said otherwise. */
export function HowRead({
  options,
  busy,
  onChange,
}: {
  options: ImportOptions
  busy: boolean
  onChange(change: ImportChange): void
}) {
  const { t } = useTranslation('imports')
  const choice = <Value extends string>(
    label: string,
    value: Value,
    data: { value: Value; label: string }[],
    change: (value: Value) => ImportChange,
  ) => (
    <Select
      label={label}
      value={value}
      data={data}
      allowDeselect={false}
      disabled={busy}
      onChange={(chosen) => chosen && chosen !== value && onChange(change(chosen as Value))}
    />
  )
  return (
    <section className={classes.section}>
      <h2>{t('read.title')}</h2>
      <div className={classes.line}>
        {choice(
          t('read.encoding'),
          options.encoding,
          encodings.map((value) => ({ value, label: t(`read.encodings.${value}`) })),
          (encoding) => ({ encoding }),
        )}
        {choice(
          t('read.separator'),
          options.separator,
          separators.map((value) => ({ value, label: t(`read.separators.${value}`) })),
          (separator) => ({ separator }),
        )}
        {choice(
          t('read.dates'),
          options.dates,
          dayOrders.map((value) => ({ value, label: t(`read.orders.${value}`) })),
          (dates) => ({ dates }),
        )}
      </div>
      <Checkbox
        label={t('read.header')}
        checked={options.header}
        disabled={busy}
        onChange={({ currentTarget: { checked } }) => onChange({ header: checked })}
      />
    </section>
  )
}
