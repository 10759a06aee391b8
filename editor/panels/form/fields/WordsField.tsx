import { TagsInput } from '@mantine/core'
import type { LocalisedWords } from '#schemas/text.ts'
import { directionOf } from '#schemas/text.ts'
import { useView } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'
import { withWords } from '../words.ts'

/** Words in the language that is being written, such as keywords or synonyms. */
export function WordsField({ field, value, onChange, error, disabled }: WidgetProps<LocalisedWords>) {
  const language = useView((view) => view.language)
  return (
    <TagsInput
      label={<FieldLabel field={field} />}
      lang={language}
      dir={directionOf(language)}
      value={value?.[language] ?? []}
      onChange={(words) => onChange(withWords(value, language, words))}
      splitChars={[',', '，', '、', ';']}
      acceptValueOnBlur
      error={error}
      readOnly={disabled}
    />
  )
}

/** A list of words that belong to no language. */
export function TagsField({ field, value, onChange, error, disabled }: WidgetProps<string[]>) {
  return (
    <TagsInput
      label={<FieldLabel field={field} />}
      value={value ?? []}
      onChange={(words) => onChange(words.length > 0 || field.required ? words : undefined)}
      maxTags={field.schema.maxItems}
      acceptValueOnBlur
      error={error}
      readOnly={disabled}
    />
  )
}
