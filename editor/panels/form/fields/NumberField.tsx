import { NumberInput } from '@mantine/core'
import { valueAt } from '#schemas/json-pointer.ts'
import { descriptionOf } from '../../../document/catalogue.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import classes from '../form.module.css'
import { labelOf, typeOf } from '../schema.ts'
import { useFormScope, type WidgetProps } from '../scope.ts'

/** A number. A short one sits at the end of its own line, like a switch. */
export function NumberField({ field, value, onChange, error, disabled }: WidgetProps<number>) {
  const { minimum, maximum } = field.schema
  const { node } = useFormScope()
  const usual = valueAt(descriptionOf(node?.type ?? '')?.defaults, field.pointer)
  const short = minimum !== undefined && maximum !== undefined && maximum <= 100
  const input = (
    <NumberInput
      label={short ? undefined : <FieldLabel field={field} />}
      aria-label={short ? labelOf(field) : undefined}
      w={short ? 72 : undefined}
      value={value ?? ''}
      placeholder={usual === undefined ? undefined : String(usual)}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      min={minimum}
      max={maximum}
      clampBehavior="blur"
      allowDecimal={typeOf(field.schema) !== 'integer'}
      hideControls={!short}
      error={error}
      readOnly={disabled}
    />
  )
  if (!short) return input
  return (
    <div className={classes.switch}>
      <FieldLabel field={field} />
      {input}
    </div>
  )
}
