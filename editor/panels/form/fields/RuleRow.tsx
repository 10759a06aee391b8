import { ActionIcon, Autocomplete, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type OperatorName, operatorNames, operators } from '#nodes/condition/operators.ts'
import type { Rule } from '#nodes/condition/schema.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { errorAt, useFormScope } from '../scope.ts'
import { TemplateLine } from '../TemplateLine.tsx'
import { useVariables } from '../variables.ts'
import classes from './conditions.module.css'

export interface RuleRowProps {
  rule: Rule
  pointer: string
  onChange(rule: Rule): void
  onDelete(): void
  disabled: boolean
}

/** "order_total · is at least · 500": what to look at, how to compare, with what. Rules about tags look at the contact. */
export function RuleRow({ rule, pointer, onChange, onDelete, disabled }: RuleRowProps) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const variables = useVariables()
  const { values } = operators[rule.operator] ?? { values: 1 }
  const aboutTags = rule.operator === 'has-tag' || rule.operator === 'has-not-tag'
  const compare = (operator: OperatorName) => {
    const { path, value, to } = rule
    const sides = operators[operator].values
    const tags = operator === 'has-tag' || operator === 'has-not-tag'
    onChange({
      ...(tags ? {} : { path: path ?? '' }),
      operator,
      ...(sides > 0 && value !== undefined ? { value } : {}),
      ...(sides > 1 && to !== undefined ? { to } : {}),
    })
  }
  return (
    <div className={classes.rule}>
      <div className={classes.head}>
        {aboutTags ? (
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
        {!disabled && (
          <ActionIcon size="sm" aria-label={t('conditions.removeRule')} onClick={onDelete}>
            <Icon name="x" />
          </ActionIcon>
        )}
      </div>
      <div className={classes.head}>
        <Select
          className={classes.grow}
          aria-label={t('conditions.operator')}
          data={operatorNames.map((name) => ({ value: name, label: operators[name].label }))}
          value={rule.operator}
          onChange={(name) => name && compare(name as OperatorName)}
          readOnly={disabled}
        />
        {values > 0 && (
          <div className={classes.grow}>
            <TemplateLine
              name={t('conditions.value')}
              placeholder={t('conditions.value')}
              value={String(rule.value ?? '')}
              onChange={(value) => onChange({ ...rule, value })}
              error={errorAt(scope, `${pointer}/value`)}
              disabled={disabled}
            />
          </div>
        )}
      </div>
      {values > 1 && (
        <TemplateLine
          name={t('conditions.to')}
          placeholder={t('conditions.to')}
          value={String(rule.to ?? '')}
          onChange={(to) => onChange({ ...rule, to })}
          error={errorAt(scope, `${pointer}/to`)}
          disabled={disabled}
        />
      )}
    </div>
  )
}
