import { DurationInput } from '../DurationInput.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import { labelOf } from '../schema.ts'
import type { WidgetProps } from '../scope.ts'

/** A span of time, kept in seconds. */
export function DurationField({ field, value, onChange, error, disabled }: WidgetProps<number>) {
  return (
    <DurationInput
      label={<FieldLabel field={field} />}
      name={labelOf(field)}
      seconds={value}
      onChange={onChange}
      maximum={field.schema.maximum}
      error={error}
      disabled={disabled}
    />
  )
}
