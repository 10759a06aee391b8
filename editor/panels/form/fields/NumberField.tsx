import { NumberInput } from '@mantine/core'
import { useState } from 'react'
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
  // What is being typed stays as it is for as long as it means the value: `1.` on the way to `1.5`.
  const [typed, setTyped] = useState<string | number>('')
  const short = minimum !== undefined && maximum !== undefined && maximum <= 100
  const input = (
    <NumberInput
      label={short ? undefined : <FieldLabel field={field} />}
      aria-label={short ? labelOf(field) : undefined}
      w={short ? 72 : undefined}
      value={numberIn(typed) === value ? typed : (value ?? '')}
      placeholder={usual === undefined ? undefined : String(usual)}
      onChange={(next) => {
        setTyped(next)
        onChange(numberIn(next))
      }}
      onBlur={() => setTyped('')}
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

const numberIn = (typed: string | number): number | undefined =>
  typed === '' || Number.isNaN(Number(typed)) ? undefined : Number(typed)
