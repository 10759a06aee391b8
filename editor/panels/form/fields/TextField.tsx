import { TextInput } from '@mantine/core'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

/** A plain line of text. */
export function TextField({ field, value, onChange, error, disabled }: WidgetProps<string>) {
  return (
    <TextInput
      label={<FieldLabel field={field} />}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      maxLength={field.schema.maxLength}
      error={error}
      readOnly={disabled}
    />
  )
}
