import { MultiSelect, Select } from '@mantine/core'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

/** One of the values the schema allows, or several of them when it is a list. `x-labels` says what each is called. */
export function SelectField({ field, value, onChange, error, disabled }: WidgetProps<string | string[]>) {
  const { schema } = field
  const labels = schema['x-labels'] ?? {}
  const values = (schema.enum ?? schema.items?.enum ?? []).map(String)
  const data = values.map((each) => ({ value: each, label: labels[each] ?? each }))
  const common = { label: <FieldLabel field={field} />, data, error, readOnly: disabled }
  if (schema.items)
    return (
      <MultiSelect
        {...common}
        value={Array.isArray(value) ? value : []}
        onChange={(next) => onChange(next.length > 0 || field.required ? next : undefined)}
      />
    )
  return (
    <Select
      {...common}
      value={typeof value === 'string' ? value : ((schema.default as string | undefined) ?? null)}
      onChange={(next) => onChange(next ?? undefined)}
      clearable={!field.required && schema.default === undefined && !disabled}
    />
  )
}
