import { ActionIcon, Button, Input, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { branchLabel } from '#nodes/condition/branch-label.ts'
import type { Branch } from '#nodes/condition/schema.ts'
import { freshId } from '../../../document/ids.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import { moved } from '../options.ts'
import { errorAt, useFormScope, type WidgetProps } from '../scope.ts'
import classes from './conditions.module.css'
import { RuleList } from './RuleList.tsx'

/** The branches of a condition, tried from the top: each a name, rules, and groups of rules that count as one. */
export function ConditionsField({ field, value = [], onChange, error, disabled }: WidgetProps<Branch[]>) {
  const { t } = useTranslation('panels')
  const full = value.length >= (field.schema.maxItems ?? Number.POSITIVE_INFINITY)
  const replace = (index: number, branch: Branch) => onChange(value.map((each, at) => (at === index ? branch : each)))
  const add = () =>
    onChange([
      ...value,
      {
        id: freshId(),
        label: t('conditions.newBranch', { number: value.length + 1 }),
        match: 'all',
        rules: [{ path: '', operator: 'is' }],
      },
    ])
  return (
    <Input.Wrapper label={<FieldLabel field={field} />} error={error}>
      <div className={classes.branches}>
        {value.map((branch, index) => (
          <BranchCard
            key={branch.id}
            branch={branch}
            pointer={`${field.pointer}/${index}`}
            onChange={(next) => replace(index, next)}
            onUp={index > 0 ? () => onChange(moved(value, index, index - 1)) : undefined}
            onDelete={value.length > 1 ? () => onChange(value.filter((_, at) => at !== index)) : undefined}
            disabled={disabled}
          />
        ))}
        {!disabled && !full && (
          <div>
            <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
              {t('conditions.addBranch')}
            </Button>
          </div>
        )}
      </div>
    </Input.Wrapper>
  )
}

interface BranchCardProps {
  branch: Branch
  pointer: string
  onChange(branch: Branch): void
  onUp: (() => void) | undefined
  onDelete: (() => void) | undefined
  disabled: boolean
}

function BranchCard({ branch, pointer, onChange, onUp, onDelete, disabled }: BranchCardProps) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const { settle } = scope
  const { label, groups = [] } = branch
  const numbered = Array.from({ length: 9 }, (_, at) => t('conditions.newBranch', { number: at + 1 }))
  // A name that nobody gave follows the rules.
  const isGiven = label !== branchLabel(branch) && !numbered.includes(label)
  const rule = (next: Branch) => onChange(isGiven ? next : { ...next, label: branchLabel(next) ?? label })
  const change = (next: NonNullable<Branch['groups']>) => rule({ ...branch, groups: next })
  return (
    <fieldset className={classes.branch}>
      <div className={classes.head}>
        <TextInput
          className={classes.grow}
          aria-label={t('conditions.label')}
          value={label}
          onChange={(event) => onChange({ ...branch, label: event.currentTarget.value })}
          onBlur={settle}
          maxLength={80}
          error={errorAt(scope, `${pointer}/label`)}
          readOnly={disabled}
        />
        {!disabled && (
          <>
            <ActionIcon size="sm" aria-label={t('conditions.up', { label })} onClick={onUp} disabled={!onUp}>
              <Icon name="arrow-up" />
            </ActionIcon>
            <ActionIcon size="sm" aria-label={t('form.removeThing', { thing: label })} onClick={onDelete} disabled={!onDelete}>
              <Icon name="x" />
            </ActionIcon>
          </>
        )}
      </div>
      <RuleList set={branch} pointer={pointer} onChange={(set) => rule({ ...branch, ...set })} disabled={disabled} />
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other identity
        <div key={index} className={classes.group}>
          <RuleList
            set={group}
            pointer={`${pointer}/groups/${index}`}
            onChange={(set) => change(groups.map((each, at) => (at === index ? { ...each, ...set } : each)))}
            onDelete={() => change(groups.filter((_, at) => at !== index))}
            disabled={disabled}
          />
        </div>
      ))}
      {!disabled && groups.length < 5 && (
        <Button
          variant="subtle"
          size="xs"
          className={classes.addGroup}
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => change([...groups, { match: 'any', rules: [{ path: '', operator: 'is' }] }])}
        >
          {t('conditions.addGroup')}
        </Button>
      )}
    </fieldset>
  )
}
