import { FieldLabel } from '../FieldLabel.tsx'
import type { FormField } from '../schema.ts'
import type { WidgetProps } from '../scope.ts'
import { TextEditor } from '../TextEditor.tsx'
import { UploadFile } from './UploadFile.tsx'

/** A template that is no prose, on one line: an address, a value. */
export function TemplateField(props: WidgetProps<string>) {
  const { field, disabled, onChange } = props
  const beside = field.schema['x-upload']
  return (
    <>
      <Template {...props} single />
      {beside && !disabled && <UploadFile kind={besideOf(field, beside)} onAddress={onChange} />}
    </>
  )
}

const besideOf = ({ pointer }: FormField, name: string): string => `${pointer.slice(0, pointer.lastIndexOf('/'))}/${name}`

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
