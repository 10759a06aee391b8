import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'
import { TextEditor } from '../TextEditor.tsx'

/** A template that is no prose, on one line: an address, a value. */
export const TemplateField = (props: WidgetProps<string>) => <Template {...props} single />

/** A template of many lines, such as a request's body. */
export const LongTemplateField = (props: WidgetProps<string>) => <Template {...props} />

function Template({ field, value, onChange, error, disabled, single }: WidgetProps<string> & { single?: boolean }) {
  return (
    <TextEditor
      label={<FieldLabel field={field} />}
      code
      single={single}
      value={value ?? ''}
      onChange={(written) => onChange(written === '' && !field.required ? undefined : written)}
      error={error}
      disabled={disabled}
    />
  )
}
