import { Input, TextInput } from '@mantine/core'
import { ownLanguageName } from '#schemas/language-names.ts'
import type { LocalisedText } from '#schemas/text.ts'
import { directionOf } from '#schemas/text.ts'
import { useDocument } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import classes from '../form.module.css'
import type { WidgetProps } from '../scope.ts'
import { withText } from '../words.ts'

/** What each of the flow's languages is called on its button; its own name unless something is written. */
export function LanguagesField({ field, value, onChange, error, disabled }: WidgetProps<LocalisedText>) {
  const offered = useDocument((document) => document.flow.languages.offered)
  return (
    <Input.Wrapper label={<FieldLabel field={field} />} error={error}>
      <div className={classes.table}>
        {offered.map((language) => (
          <TextInput
            key={language}
            lang={language}
            dir={directionOf(language)}
            aria-label={ownLanguageName(language)}
            placeholder={ownLanguageName(language)}
            value={value?.[language] ?? ''}
            onChange={(event) => onChange(withText(value, language, event.currentTarget.value))}
            readOnly={disabled}
          />
        ))}
      </div>
    </Input.Wrapper>
  )
}
