import { ActionIcon, Autocomplete, Button, Input, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import classes from '../form.module.css'
import { type FieldSchema, type FormField, fieldsOf, labelOf } from '../schema.ts'
import { errorAt, useFormScope, type WidgetProps } from '../scope.ts'
import { startValue } from '../start-value.ts'
import { TemplateLine } from '../TemplateLine.tsx'
import { ValueOrSecret } from '../ValueOrSecret.tsx'
import { useVariables } from '../variables.ts'

type Pair = Record<string, unknown>

/** A table of two columns: headers, values kept from a reply, variables and what they are set to. */
export function PairsField({ field, value = [], onChange, error, disabled }: WidgetProps<Pair[]>) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const { items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = field.schema
  return (
    <Input.Wrapper label={<FieldLabel field={field} />} error={error}>
      <div className={classes.table}>
        {value.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a config have no other identity
          <div key={index} className={classes.row} data-stacked={isStacked(items) || undefined}>
            {fieldsOf(items, `${field.pointer}/${index}`).map((column) => (
              <Cell
                key={column.name}
                column={column}
                value={pair[column.name]}
                before={typeof pair.name === 'string' && /^authorization$/i.test(pair.name) ? 'Bearer ' : undefined}
                onChange={(next) => onChange(value.map((each, at) => (at === index ? { ...each, [column.name]: next } : each)))}
                error={errorAt(scope, column.pointer)}
                disabled={disabled}
              />
            ))}
            {!disabled && value.length > minItems && (
              <ActionIcon
                aria-label={t('form.removeThing', { thing: `${labelOf(field)} ${index + 1}` })}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                <Icon name="x" />
              </ActionIcon>
            )}
          </div>
        ))}
        {!disabled && value.length < maxItems && (
          <div>
            <Button
              size="xs"
              leftSection={<Icon name="plus" size={14} />}
              onClick={() => onChange([...value, startValue(items) as Pair])}
            >
              {t('form.add')}
            </Button>
          </div>
        )}
      </div>
    </Input.Wrapper>
  )
}

/** A secret's name wants the whole width. */
const isStacked = ({ properties = {} }: FieldSchema): boolean =>
  Object.values(properties).some((property) => property['x-field'] === 'template-or-secret')

interface CellProps {
  column: FormField
  value: unknown
  /** What usually stands before a secret in this row. */
  before: string | undefined
  onChange(value: unknown): void
  error: string | undefined
  disabled: boolean
}

function Cell({ column, value: given, before, onChange, error, disabled }: CellProps) {
  const variables = useVariables()
  const name = labelOf(column)
  const value = typeof given === 'string' ? given : ''
  const common = { placeholder: name, value, error }
  switch (column.schema['x-field']) {
    case 'template':
      return <TemplateLine {...common} name={name} onChange={onChange} disabled={disabled} />
    case 'template-or-secret':
      return <ValueOrSecret name={name} value={given} before={before} onChange={onChange} error={error} disabled={disabled} />
    case 'variable-name':
      return (
        <Autocomplete
          {...common}
          aria-label={name}
          data={variables.filter(({ group }) => group === 'flow').map(({ path }) => path)}
          onChange={onChange}
          dir="ltr"
          readOnly={disabled}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          aria-label={name}
          onChange={(event) => onChange(event.currentTarget.value)}
          dir="ltr"
          readOnly={disabled}
        />
      )
  }
}
