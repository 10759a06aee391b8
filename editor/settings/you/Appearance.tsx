import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, editorLanguages } from '../../i18n.ts'
import { Field } from '../../ui/Field.tsx'
import { LanguageSelect } from '../../ui/LanguageSelect.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Section } from '../Section.tsx'

/** How the editor looks on this device. */
export function Appearance() {
  const { t, i18n } = useTranslation('settings')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Section title={t('appearance.title')} sentence={t('appearance.sentence')}>
      <Field label={t('appearance.scheme')}>
        <Segmented<MantineColorScheme>
          label={t('appearance.scheme')}
          value={colorScheme}
          onChange={setColorScheme}
          options={[
            { value: 'auto', label: t('appearance.auto'), icon: 'sun-moon' },
            { value: 'light', label: t('appearance.light'), icon: 'sun' },
            { value: 'dark', label: t('appearance.dark'), icon: 'moon' },
          ]}
        />
      </Field>
      {editorLanguages.length > 1 && (
        <LanguageSelect
          label={t('appearance.language')}
          languages={editorLanguages}
          value={i18n.language}
          onChange={(language) => void chooseLanguage(language)}
        />
      )}
    </Section>
  )
}
