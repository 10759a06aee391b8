import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FactName } from '#nodes/condition/facts.ts'
import { operators } from '#nodes/condition/operators.ts'
import type { Rule } from '#nodes/condition/schema.ts'
import { weekdays } from '#schemas/calendar.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { useDocument } from '../../../open-flow/flow-editor.ts'
import { weekdayName } from '../../../ui/format.ts'
import { errorAt, useFormScope } from '../scope.ts'
import { TemplateLine } from '../TemplateLine.tsx'
import classes from './conditions.module.css'

export interface RuleValueProps {
  rule: Rule
  fact: FactName | undefined
  pointer: string
  onChange(rule: Rule): void
  disabled: boolean
}

/** The right side of a rule, in the control that fits what the rule looks at. */
export function RuleValue({ rule, fact, pointer, onChange, disabled }: RuleValueProps) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const offered = useDocument((document) => document.flow.languages.offered)
  const { values } = operators[rule.operator] ?? { values: 1 }
  const value = String(rule.value ?? '')
  const error = errorAt(scope, `${pointer}/value`)
  const common = { 'aria-label': t('conditions.value'), error, readOnly: disabled }
  if (values === 0) return null
  if (fact === 'chat.language' || fact === 'chat.channel') {
    const data =
      fact === 'chat.language'
        ? [...new Set([...offered, value].filter((each) => each !== ''))].map((each) => ({
            value: each,
            label: ownLanguageName(each),
          }))
        : channelKinds.map((kind) => ({ value: kind, label: channelNames[kind] }))
    return (
      <Select {...common} data={data} value={value || null} onChange={(next) => next && onChange({ ...rule, value: next })} />
    )
  }
  if (fact === 'chat.hours')
    return (
      <Select
        {...common}
        data={(['open', 'closed'] as const).map((each) => ({ value: each, label: t(`conditions.hours.${each}`) }))}
        value={value || null}
        onChange={(next) => next && onChange({ ...rule, value: next })}
        allowDeselect={false}
      />
    )
  if (fact === 'chat.weekday')
    return (
      <MultiSelect
        {...common}
        aria-label={t('conditions.days')}
        data={weekdays.map((day, index) => ({ value: day, label: weekdayName(index, 'long') }))}
        value={value.split(',').filter((day) => day !== '')}
        onChange={(days) => onChange({ ...rule, value: weekdays.filter((day) => days.includes(day)).join(',') })}
      />
    )
  const sides = [
    { key: 'value', name: t('conditions.value'), text: value, set: (next: string) => onChange({ ...rule, value: next }) },
    { key: 'to', name: t('conditions.to'), text: String(rule.to ?? ''), set: (to: string) => onChange({ ...rule, to }) },
  ].slice(0, values)
  if (fact === 'chat.time')
    return (
      <div className={classes.head}>
        {sides.map(({ key, name, text, set }) => (
          <TextInput
            key={key}
            {...common}
            className={classes.grow}
            type="time"
            aria-label={name}
            value={text}
            onChange={(event) => set(event.currentTarget.value)}
            error={errorAt(scope, `${pointer}/${key}`)}
          />
        ))}
      </div>
    )
  return sides.map(({ key, name, text, set }) => (
    <TemplateLine
      key={key}
      name={name}
      placeholder={name}
      value={text}
      onChange={set}
      error={errorAt(scope, `${pointer}/${key}`)}
      disabled={disabled}
    />
  ))
}
