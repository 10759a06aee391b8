import { Autocomplete } from '@mantine/core'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'
import { useVariables } from '../variables.ts'

/** The name of a variable that this node sets: one that is there, or a new one. */
export function VariableNameField(props: WidgetProps<string>) {
  const names = useVariables()
    .filter(({ group }) => group === 'flow')
    .map(({ path }) => path)
  return <Names {...props} names={names} />
}

/** Something to read: a variable, a fact of the contact, or a path into a value such as `order.items[0].name`. */
export function VariablePathField(props: WidgetProps<string>) {
  return <Names {...props} names={useVariables().map(({ path }) => path)} />
}

function Names({ field, value, onChange, error, disabled, names }: WidgetProps<string> & { names: string[] }) {
  return (
    <Autocomplete
      label={<FieldLabel field={field} />}
      data={names}
      value={value ?? ''}
      onChange={(name) => onChange(name.trim() || undefined)}
      dir="ltr"
      error={error}
      readOnly={disabled}
    />
  )
}
