import { Button, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { directionOf, pickText } from '#schemas/text.ts'
import { useDocument, useView } from '../../../open-flow/flow-editor.ts'
import { formatNumber } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { LanguageTabs } from '../LanguageTabs.tsx'
import type { Option } from '../options.ts'
import { errorAt, useFormScope } from '../scope.ts'
import { withText, withWords } from '../words.ts'
import classes from './options.module.css'

export interface OptionEditorProps {
  option: Option
  pointer: string
  /** The part that gets the cursor: `label` or `description`. */
  first: string
  onChange(option: Option): void
  onDelete: (() => void) | undefined
  disabled: boolean
}

/** An option's label, second line and synonyms in the language that is being written. */
export function OptionEditor({ option, pointer, first, onChange, onDelete, disabled }: OptionEditorProps) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const { limitAt, settle } = scope
  const language = useView((view) => view.language)
  const fallback = useDocument((document) => document.flow.languages.default)
  const inLanguage = { lang: language, dir: directionOf(language), readOnly: disabled, onBlur: settle }
  const label = option.label[language] ?? ''
  const limit = limitAt(`${pointer}/label`)
  return (
    <>
      <LanguageTabs texts={option} />
      <div className={classes.fields}>
        <TextInput
          {...inLanguage}
          label={t('options.label')}
          value={label}
          placeholder={pickText(option.label, language, fallback)}
          onChange={(event) => onChange({ ...option, label: withText(option.label, language, event.currentTarget.value) })}
          error={errorAt(scope, `${pointer}/label`)}
          data-autofocus={first !== 'description' || undefined}
          rightSectionWidth={52}
          rightSection={limit && <Count length={label.length} max={limit.max} />}
        />
        <TextInput
          {...inLanguage}
          label={t('options.description')}
          data-autofocus={first === 'description' || undefined}
          value={option.description?.[language] ?? ''}
          placeholder={pickText(option.description, language, fallback)}
          onChange={(event) =>
            onChange({ ...option, description: withText(option.description, language, event.currentTarget.value) })
          }
          error={errorAt(scope, `${pointer}/description`)}
        />
        <TagsInput
          {...inLanguage}
          label={t('options.synonymWords')}
          description={t('options.synonymHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={option.synonyms?.[language] ?? []}
          onChange={(words) => onChange({ ...option, synonyms: withWords(option.synonyms, language, words) })}
          splitChars={[',', '，', '、', ';']}
          acceptValueOnBlur
        />
        {!disabled && (
          <div>
            <Button
              variant="danger"
              size="xs"
              leftSection={<Icon name="trash" size={14} />}
              onClick={onDelete}
              disabled={!onDelete}
            >
              {t('options.delete')}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

const Count = ({ length, max }: { length: number; max: number }) => (
  <span className={classes.length} data-over={length > max || undefined}>
    {formatNumber(length)} / {formatNumber(max)}
  </span>
)
