import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ownLanguageName } from '#schemas/language-names.ts'
import { setLanguages } from '../../document/edits.ts'
import { useDocument, useFlowEditor } from '../../open-flow/flow-editor.ts'
import { LanguageOption, languageFilter } from '../../ui/LanguageSelect.tsx'
import classes from '../form/form.module.css'
import { useFormScope } from '../form/scope.ts'

/** Languages people run shops in. A flow that was imported may bring others: they stay. */
const common = [
  ...[
    'en',
    'zh-Hant',
    'zh-Hant-HK',
    'zh-Hans',
    'ar',
    'th',
    'vi',
    'id',
    'ms',
    'fil',
    'ja',
    'ko',
    'hi',
    'ur',
    'bn',
    'ta',
    'fa',
    'he',
    'tr',
  ],
  ...[
    'ru',
    'uk',
    'pl',
    'cs',
    'de',
    'nl',
    'fr',
    'es',
    'pt',
    'pt-BR',
    'it',
    'el',
    'ro',
    'hu',
    'sv',
    'da',
    'nb',
    'fi',
    'sw',
    'am',
    'ne',
  ],
]

/** Which languages the flow is written in, and which one stands in where a text is missing. */
export function Languages() {
  const { t } = useTranslation('panels')
  const { document, look } = useFlowEditor()
  const { disabled } = useFormScope()
  const languages = useDocument((state) => state.flow.languages)
  const item = (value: string) => ({ value, label: ownLanguageName(value) })
  const change = (next: typeof languages) => {
    document.getState().edit('languages', (flow) => setLanguages(flow, next))
    if (!next.offered.includes(look.getState().language)) look.getState().setLanguage(next.default)
  }
  return (
    <div className={classes.rows}>
      <MultiSelect
        label={t('settings.offered')}
        data={[...new Set([...languages.offered, ...common])].map(item)}
        value={languages.offered}
        onChange={(offered) => {
          // The language that stands in for the others cannot be taken out.
          const kept = offered.includes(languages.default) ? offered : [languages.default, ...offered]
          change({ ...languages, offered: kept })
        }}
        searchable
        filter={languageFilter}
        renderOption={({ option }) => <LanguageOption language={option.value} />}
        hidePickedOptions
        maxValues={40}
        styles={{ inputField: { minWidth: 40 } }}
        readOnly={disabled}
      />
      <Select
        label={t('settings.default')}
        data={languages.offered.map(item)}
        value={languages.default}
        onChange={(next) => next && change({ ...languages, default: next })}
        readOnly={disabled}
      />
    </div>
  )
}
