import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { patternOf } from '#nodes/pattern.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

/** A pattern of the author's own, with an answer that it takes under it. */
export function PatternField({ field, value = '', onChange, error, disabled }: WidgetProps<string>) {
  const { t } = useTranslation('panels')
  const example = patternOf(value)?.example
  return (
    <TextInput
      label={<FieldLabel field={field} />}
      description={example && t('form.fits', { example })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      maxLength={field.schema.maxLength}
      error={error}
      readOnly={disabled}
    />
  )
}
