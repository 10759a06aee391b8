import { ActionIcon, Autocomplete, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type FactName, isFact } from '#nodes/condition/facts.ts'
import { type OperatorName, operatorNames, operators } from '#nodes/condition/operators.ts'
import type { Rule } from '#nodes/condition/schema.ts'
import { chatFacts } from '#schemas/doctor/facts.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { errorAt, useFormScope } from '../scope.ts'
import { useVariables } from '../variables.ts'
import classes from './conditions.module.css'
import { RuleValue } from './RuleValue.tsx'

export interface RuleRowProps {
  rule: Rule
  pointer: string
  onChange(rule: Rule): void
  onDelete(): void
  disabled: boolean
}

const isAboutTags = (operator: OperatorName): boolean => operator === 'has-tag' || operator === 'has-not-tag'

type Subject = 'variable' | 'language' | 'channel' | 'time' | 'weekday' | 'hours'
const nameOf = (subject: FactName | 'variable') => subject.replace('chat.', '') as Subject

/** How each fact can be compared; the first is how a new rule about it starts. */
const comparisons: Record<FactName, OperatorName[]> = {
  'chat.language': ['is', 'is-not'],
  'chat.channel': ['is', 'is-not'],
  'chat.time': ['between', 'before', 'after'],
  'chat.weekday': ['in-list'],
  'chat.hours': ['is', 'is-not'],
}
const startValues: Record<FactName, Partial<Rule>> = {
  'chat.language': {},
  'chat.channel': { value: 'whatsapp' },
  'chat.time': { value: '09:00', to: '18:00' },
  'chat.weekday': { value: 'sat,sun' },
  'chat.hours': { value: 'closed' },
}

/** "order_total · is at least · 500": what to look at, how to compare, with what. Rules about tags look at the contact. */
export function RuleRow({ rule, pointer, onChange, onDelete, disabled }: RuleRowProps) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const variables = useVariables()
  const fact = rule.path !== undefined && isFact(rule.path) ? rule.path : undefined
  const lookAt = (subject: string) =>
    onChange(
      isFact(subject)
        ? { path: subject, operator: comparisons[subject][0] as OperatorName, ...startValues[subject] }
        : { path: '', operator: 'is' },
    )
  const compare = (operator: OperatorName) => {
    const { path, value, to } = rule
    const sides = operators[operator].values
    onChange({
      ...(isAboutTags(operator) ? {} : { path: path ?? '' }),
      operator,
      ...(sides > 0 && value !== undefined ? { value } : {}),
      ...(sides > 1 && to !== undefined ? { to } : {}),
    })
  }
  return (
    <div className={classes.rule}>
      <div className={classes.head}>
        <Select
          className={classes.grow}
          aria-label={t('conditions.about')}
          data={(['variable', ...chatFacts] as const).map((subject) => ({
            value: subject,
            label: t(`conditions.subject.${nameOf(subject)}`),
          }))}
          value={fact ?? 'variable'}
          onChange={(subject) => subject && lookAt(subject)}
          allowDeselect={false}
          readOnly={disabled}
        />
        {!disabled && (
          <ActionIcon size="sm" aria-label={t('conditions.removeRule')} onClick={onDelete}>
            <Icon name="x" />
          </ActionIcon>
        )}
      </div>
      {!fact && (
        <div className={classes.head}>
          {isAboutTags(rule.operator) ? (
            <span className={classes.contact}>{t('conditions.contact')}</span>
          ) : (
            <Autocomplete
              className={classes.grow}
              aria-label={t('conditions.path')}
              placeholder={t('conditions.path')}
              data={variables.map(({ path }) => path)}
              value={rule.path ?? ''}
              onChange={(path) => onChange({ ...rule, path })}
              error={errorAt(scope, `${pointer}/path`)}
              dir="ltr"
              readOnly={disabled}
            />
          )}
        </div>
      )}
      <Select
        aria-label={t('conditions.operator')}
        data={(fact ? comparisons[fact] : operatorNames).map((name) => ({ value: name, label: operators[name].label }))}
        value={rule.operator}
        onChange={(name) => name && compare(name as OperatorName)}
        allowDeselect={false}
        readOnly={disabled}
      />
      <RuleValue rule={rule} fact={fact} pointer={pointer} onChange={onChange} disabled={disabled} />
    </div>
  )
}
