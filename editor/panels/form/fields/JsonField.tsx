import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

/** A value of any shape, as JSON. What cannot be read stays in the box and changes nothing. */
export function JsonField({ field, value, onChange, error, disabled }: WidgetProps) {
  const { t } = useTranslation('panels')
  const [draft, setDraft] = useState<string>()
  const write = (text: string) => {
    setDraft(text)
    try {
      onChange(text.trim() === '' ? undefined : JSON.parse(text))
    } catch {
      // Half-written JSON is not an error to report while it is typed: the sentence below says it.
    }
  }
  return (
    <Textarea
      label={<FieldLabel field={field} />}
      autosize
      minRows={2}
      maxRows={12}
      dir="ltr"
      styles={{ input: { fontFamily: 'var(--al-mono)', fontSize: 'var(--al-text-12)' } }}
      value={draft ?? (value === undefined ? '' : JSON.stringify(value, null, 2))}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => isJson(draft) && setDraft(undefined)}
      error={error ?? (isJson(draft) ? undefined : t('form.notJson'))}
      readOnly={disabled}
    />
  )
}

function isJson(text: string | undefined): boolean {
  if (text === undefined || text.trim() === '') return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
