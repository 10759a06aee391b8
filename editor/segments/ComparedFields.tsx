import { NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SegmentOperator, SegmentTest } from '#schemas/segment.ts'
import { comparisonsOf, typeOfFact } from './rules.ts'
import classes from './segments.module.css'
import type { Shop } from './use-shop.ts'

interface ComparedFieldsProps {
  test: Extract<SegmentTest, { about: 'fact' | 'field' }>
  shop: Shop
  onChange(test: SegmentTest): void
  disabled: boolean
}

/** How a fact or a field is compared, and with what, in the control that fits it. */
export function ComparedFields({ test, shop, onChange, disabled }: ComparedFieldsProps) {
  const { t } = useTranslation('segments')
  const field = test.about === 'field' ? shop.fields.find(({ name }) => name === test.field) : undefined
  const starts = comparisonsOf(test.about === 'fact' ? typeOfFact(test.fact) : field?.type)
  const { is, value } = test
  const operators = [...new Set<SegmentOperator>([...starts.map((start) => start.is), is])]
  const compare = (next: SegmentOperator) => {
    const start = starts.find((one) => one.is === next)
    const { value: _, to: __, ...about } = test
    const kept =
      start && typeof start.value === typeof value && start.value !== undefined
        ? { value }
        : start?.value === undefined
          ? {}
          : { value: start.value }
    onChange({ ...about, ...kept, is: next } as SegmentTest)
  }
  const set = (next: string | number | boolean) => onChange({ ...test, value: next } as SegmentTest)
  return (
    <>
      <Select
        aria-label={t('operator.label')}
        data={operators.map((each) => ({ value: each, label: t(`operator.${each}`) }))}
        value={is}
        onChange={(next) => next && compare(next as SegmentOperator)}
        allowDeselect={false}
        readOnly={disabled}
      />
      {typeof value === 'boolean' && (
        <Select
          className={classes.short}
          aria-label={t('value')}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          value={String(value)}
          onChange={(next) => next && set(next === 'true')}
          allowDeselect={false}
          readOnly={disabled}
        />
      )}
      {typeof value === 'number' && (
        <NumberInput
          className={classes.number}
          aria-label={t('value')}
          value={value}
          onChange={(next) => typeof next === 'number' && set(next)}
          readOnly={disabled}
        />
      )}
      {typeof value === 'string' && field?.options && (
        <Select
          aria-label={t('value')}
          data={[...new Set([...field.options, value])].filter((each) => each !== '')}
          value={value || null}
          onChange={(next) => next && set(next)}
          allowDeselect={false}
          readOnly={disabled}
        />
      )}
      {typeof value === 'string' && !field?.options && (
        <TextInput
          aria-label={t('value')}
          type={is === 'before' || is === 'after' ? 'date' : 'text'}
          value={value}
          onChange={({ currentTarget }) => set(currentTarget.value)}
          maxLength={500}
          dir="auto"
          readOnly={disabled}
        />
      )}
    </>
  )
}
