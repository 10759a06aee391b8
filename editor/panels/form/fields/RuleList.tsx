import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Branch } from '#nodes/condition/schema.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import classes from './conditions.module.css'
import { RuleRow } from './RuleRow.tsx'

type RuleSet = Pick<Branch, 'match' | 'rules'>

export interface RuleListProps {
  set: RuleSet
  pointer: string
  onChange(set: RuleSet): void
  /** Takes the whole group out. */
  onDelete?: () => void
  disabled: boolean
}

/** Rules of which all must be true, or any. */
export function RuleList({ set: { match, rules }, pointer, onChange, onDelete, disabled }: RuleListProps) {
  const { t } = useTranslation('panels')
  return (
    <>
      <div className={classes.head}>
        <Segmented
          size="sm"
          label={t('conditions.match')}
          value={match}
          options={[
            { value: 'all', label: t('conditions.all') },
            { value: 'any', label: t('conditions.any') },
          ]}
          onChange={(next) => !disabled && onChange({ match: next, rules })}
        />
        {onDelete && !disabled && (
          <ActionIcon size="sm" aria-label={t('conditions.removeGroup')} onClick={onDelete}>
            <Icon name="x" />
          </ActionIcon>
        )}
      </div>
      {rules.map((rule, index) => (
        <RuleRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other identity
          key={index}
          rule={rule}
          pointer={`${pointer}/rules/${index}`}
          onChange={(next) => onChange({ match, rules: rules.map((each, at) => (at === index ? next : each)) })}
          onDelete={() => onChange({ match, rules: rules.filter((_, at) => at !== index) })}
          disabled={disabled}
        />
      ))}
      {!disabled && rules.length < 20 && (
        <div>
          <Button
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => onChange({ match, rules: [...rules, { path: '', operator: 'is' }] })}
          >
            {t('conditions.addRule')}
          </Button>
        </div>
      )}
    </>
  )
}
