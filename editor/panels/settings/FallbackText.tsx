import { useTranslation } from 'react-i18next'
import type { FlowSettings } from '#schemas/flow.ts'
import { pickText } from '#schemas/text.ts'
import { useDocument, useView } from '../../open-flow/flow-editor.ts'
import { useFormScope } from '../form/scope.ts'
import { TextEditor } from '../form/TextEditor.tsx'
import { withText } from '../form/words.ts'

/** Said when a node fails and nothing is connected to its error output; then the chat goes to a person. */
export function FallbackText() {
  const { t } = useTranslation('panels')
  const { value, change, disabled } = useFormScope()
  const language = useView((view) => view.language)
  const fallback = useDocument((document) => document.flow.languages.default)
  const { fallbackText } = value as FlowSettings
  return (
    <TextEditor
      label={t('settings.fallback')}
      labelHidden
      description={t('settings.fallbackHint')}
      language={language}
      value={fallbackText[language] ?? ''}
      placeholder={pickText(fallbackText, language, fallback)}
      onChange={(text) => change('/fallbackText', withText(fallbackText, language, text))}
      disabled={disabled}
    />
  )
}
