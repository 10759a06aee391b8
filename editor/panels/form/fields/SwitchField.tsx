import { Switch } from '@mantine/core'
import { FieldLabel } from '../FieldLabel.tsx'
import classes from '../form.module.css'
import { labelOf } from '../schema.ts'
import type { WidgetProps } from '../scope.ts'

/** Yes or no. */
export function SwitchField({ field, value, onChange, disabled }: WidgetProps<boolean>) {
  return (
    <div className={classes.switch}>
      <FieldLabel field={field} />
      <Switch
        aria-label={labelOf(field)}
        checked={value ?? field.schema.default === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        disabled={disabled}
      />
    </div>
  )
}
