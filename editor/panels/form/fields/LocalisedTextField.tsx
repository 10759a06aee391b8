import { type LocalisedText, pickText } from '#schemas/text.ts'
import { useDocument, useView } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import { useFormScope, type WidgetProps } from '../scope.ts'
import { TextEditor } from '../TextEditor.tsx'
import { withText } from '../words.ts'

/** A text in the language that is being written; the default language's text stands in as a hint where it is missing. */
export function LocalisedTextField({ field, value, onChange, error, disabled }: WidgetProps<LocalisedText>) {
  const language = useView((view) => view.language)
  const fallback = useDocument((document) => document.flow.languages.default)
  const { limitAt } = useFormScope()
  // The first thing a node says needs no label under its name and the languages.
  const main = field.pointer === '/text'
  return (
    <TextEditor
      label={<FieldLabel field={field} />}
      labelHidden={main}
      compact={!main}
      language={language}
      value={value?.[language] ?? ''}
      placeholder={pickText(value, language, fallback)}
      onChange={(written) => onChange(withText(value, language, written))}
      limit={limitAt(field.pointer)}
      error={error}
      disabled={disabled}
    />
  )
}
