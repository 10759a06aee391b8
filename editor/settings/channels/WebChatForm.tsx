import { ColorInput, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WebChatSettings } from '#schemas/api/channel-settings.ts'
import { LanguageSelect } from '../../ui/LanguageSelect.tsx'
import { SaveBar, type SaveBarProps } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'
import { contrastWithWhite } from './contrast.ts'
import { isOrigin, originOf } from './origin.ts'

export interface WebChatFormProps extends Pick<SaveBarProps, 'of' | 'label'> {
  name?: string
  settings?: WebChatSettings
  onSave(name: string, settings: WebChatSettings): void
}

const blank: WebChatSettings = { title: '', accent: '#0B6E79', greeting: '', origins: [], language: 'en' }
const swatches = ['#0B6E79', '#3D5FA0', '#75489B', '#A33B6B', '#9A4A26', '#566617', '#2B6E4B', '#1D1C1A']

/** How a web chat looks, speaks, and where it may be embedded. */
export function WebChatForm({ name = '', settings = blank, onSave, ...save }: WebChatFormProps) {
  const { t } = useTranslation('settings')
  const at = (field: keyof WebChatSettings) => `settings/${field}`
  const { values, text, pick } = useFields({ name, ...blank, ...settings }, save.of.error, {
    title: at('title'),
    accent: at('accent'),
    greeting: at('greeting'),
    origins: at('origins'),
    language: at('language'),
  })
  const submit = () => {
    const { name, ...rest } = values
    onSave(name.trim(), { ...rest, title: rest.title.trim(), greeting: rest.greeting?.trim() ?? '' })
  }
  const origins = pick('origins')
  const pale = contrastWithWhite(values.accent) < 4.5
  return (
    <Section title={t('webChat.look')} sentence={t('webChat.lookHelp')} onSubmit={submit}>
      <div className={classes.pair}>
        <TextInput {...text('name')} label={t('channels.name')} description={t('channels.nameHelp')} />
        <TextInput {...text('title')} label={t('webChat.title')} description={t('webChat.titleHelp')} />
      </div>
      <Textarea {...text('greeting')} label={t('webChat.greeting')} autosize minRows={2} maxRows={6} />
      <div className={classes.pair}>
        <ColorInput
          {...pick('accent')}
          label={t('webChat.accent')}
          description={pale ? t('webChat.accentPale') : t('webChat.accentHelp')}
          swatches={swatches}
          eyeDropperButtonProps={{ 'aria-label': t('webChat.accentFromScreen') }}
          format="hex"
        />
        <LanguageSelect {...pick('language')} label={t('webChat.language')} description={t('webChat.languageHelp')} />
      </div>
      <TagsInput
        {...origins}
        onChange={(written) => origins.onChange(written.map(originOf))}
        error={values.origins.every(isOrigin) ? origins.error : t('webChat.originsWrong')}
        label={t('webChat.origins')}
        description={t('webChat.originsHelp')}
        placeholder={values.origins.length === 0 ? 'https://shop.example' : ''}
        dir="ltr"
        acceptValueOnBlur
        splitChars={[',', ' ']}
      />
      <SaveBar {...save} primary disabled={values.name.trim() === '' || values.title.trim() === ''} />
    </Section>
  )
}
