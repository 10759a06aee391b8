import { Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type LocalisedText, pickText } from '#schemas/text.ts'
import { useDocument, useView } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'
import { TextEditor } from '../TextEditor.tsx'
import { withText } from '../words.ts'

interface PlaceValue {
  place: string
  text: LocalisedText
}

/** What stands in each place of the chosen template, in the language that is being written. */
export function TemplateValuesField({ field, value = [], onChange, error, disabled }: WidgetProps<PlaceValue[]>) {
  const { t } = useTranslation('panels')
  const language = useView((view) => view.language)
  const fallback = useDocument((document) => document.flow.languages.default)
  if (value.length === 0) return null
  return (
    <Input.Wrapper component="fieldset" labelElement="div" label={<FieldLabel field={field} />} error={error}>
      {value.map(({ place, text }, at) => (
        <TextEditor
          key={place}
          label={labelOf(place)}
          compact
          single
          language={language}
          value={text?.[language] ?? ''}
          placeholder={pickText(text, language, fallback)}
          onChange={(written) =>
            onChange(value.map((one, index) => (index === at ? { place, text: withText(text, language, written) } : one)))
          }
          disabled={disabled}
        />
      ))}
    </Input.Wrapper>
  )

  /** `header`, `body.1`, `button.0.1` in words. */
  function labelOf(place: string): string {
    const [part, first, second] = place.split('.')
    if (part === 'button') return t('template.place.button', { number: Number(first) + 1 })
    if (part === 'header' && first === undefined) return t('template.place.media')
    return t(part === 'header' ? 'template.place.header' : 'template.place.body', { name: second ?? first ?? '' })
  }
}

/** The chosen template's buttons that answer: they come and go with it. */
export function TemplateRepliesField({ field, value = [] }: WidgetProps<{ id: string; label: LocalisedText }[]>) {
  const language = useView((view) => view.language)
  const fallback = useDocument((document) => document.flow.languages.default)
  if (value.length === 0) return null
  return (
    <Input.Wrapper labelElement="div" label={<FieldLabel field={field} />}>
      <ul>
        {value.map(({ id, label }) => (
          <li key={id} dir="auto">
            {pickText(label, language, fallback)}
          </li>
        ))}
      </ul>
    </Input.Wrapper>
  )
}
