import { ColorInput, PasswordInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { dequal } from 'dequal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelKind } from '#schemas/message.ts'
import { LanguageSelect } from '../../ui/LanguageSelect.tsx'
import { SaveBar, type SaveBarProps } from '../../ui/SaveBar.tsx'
import { Unsaved } from '../../ui/Unsaved.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'
import {
  formOf,
  isSecretDue,
  linesOf,
  missingIn,
  type Setting,
  type SettingsForm,
  type SettingValues,
  savedOf,
  startOf,
} from './channel-form.ts'
import { contrastWithWhite } from './contrast.ts'
import { isOrigin, originOf } from './origin.ts'

export interface ChannelFormProps extends Pick<SaveBarProps, 'of' | 'label'> {
  kind: ChannelKind
  name?: string
  /** What is kept already. Secrets are in the server and never come back; an empty field leaves them as they are. */
  kept?: SettingValues
  onSave(name: string, settings: SettingValues): void
}

/** The settings of any channel, drawn from the schema of its kind. */
export function ChannelForm({ kind, name = '', kept, onSave, ...save }: ChannelFormProps) {
  const { t } = useTranslation('settings')
  const form = formOf(kind)
  const settings = Object.keys(form.properties)
  const under = Object.fromEntries(settings.map((setting) => [setting, `settings/${setting}`]))
  // The channel's own name beside settings that may be called so too.
  const named = useFields({ name }, save.of.error)
  const fields = useFields<SettingValues>(startOf(form, kept), save.of.error, under)
  // As they were when they were saved last; before that, as the form began.
  const [saved, setSaved] = useState({ name: named.values, settings: fields.values })
  const [sent, setSent] = useState(saved)
  const { isPending, isSuccess } = save.of
  if (isSuccess && saved !== sent) setSaved(sent)
  const unsaved = !isPending && !dequal({ name: named.values, settings: fields.values }, saved)
  const submit = () => {
    setSent({ name: named.values, settings: fields.values })
    onSave(named.values.name.trim(), savedOf(form, fields.values))
  }
  const missing = [...(named.values.name.trim() === '' ? [t('channels.name')] : []), ...missingIn(form, fields.values, kept)]
  return (
    <Section title={form.title} sentence={form.description} onSubmit={submit}>
      <Unsaved when={unsaved} />
      <TextInput {...named.text('name')} label={t('channels.name')} description={t('channels.nameHelp')} />
      {linesOf(form).map((line) => (
        <div key={line[0]} className={classes.line}>
          {line.map((setting) => (
            <Field
              key={setting}
              setting={form.properties[setting] as Setting}
              text={fields.text(setting)}
              pick={fields.pick(setting)}
              kept={kept !== undefined && !isSecretDue(form, setting, fields.values, kept)}
              moved={kept && isSecretDue(form, setting, fields.values, kept) ? addressOf(form, setting) : undefined}
            />
          ))}
        </div>
      ))}
      <SaveBar {...save} primary missing={missing} />
    </Section>
  )
}

const addressOf = ({ properties }: SettingsForm, secret: string): string | undefined =>
  properties[properties[secret]?.['x-sent-to'] ?? '']?.title

type Fields = ReturnType<typeof useFields<SettingValues>>
interface FieldProps {
  setting: Setting
  text: ReturnType<Fields['text']>
  pick: ReturnType<Fields['pick']>
  /** Of a secret: it stays when the field is left empty. */
  kept: boolean
  /** Of a secret that is kept for another address: what the setting with the address is called. */
  moved: string | undefined
}

function Field({ setting, text, pick, kept, moved }: FieldProps) {
  const { t } = useTranslation('settings')
  const { title, description, 'x-field': field } = setting
  const words = { label: title, ...(description ? { description } : {}) }
  switch (field) {
    case 'words':
      return <TextInput {...text} {...words} />
    case 'lines':
      return <Textarea {...text} {...words} autosize minRows={2} maxRows={6} />
    case 'secret':
      return (
        <PasswordInput
          {...text}
          {...words}
          {...(moved ? { description: t('form.again', { address: moved }) } : {})}
          placeholder={kept ? t('form.kept') : ''}
          dir="ltr"
          autoComplete="off"
        />
      )
    case 'language':
      return <LanguageSelect {...pick} value={text.value} {...words} />
    case 'choice':
      return (
        <Select
          {...pick}
          {...words}
          value={text.value}
          onChange={(chosen) => chosen && pick.onChange(chosen)}
          data={(setting.enum ?? []).map((value) => ({ value, label: setting['x-names']?.[value] ?? value }))}
          allowDeselect={false}
        />
      )
    case 'accent':
      return (
        <ColorInput
          {...pick}
          value={text.value}
          {...words}
          {...(contrastWithWhite(text.value) < 4.5 ? { description: t('form.accentPale') } : {})}
          swatches={swatches}
          eyeDropperButtonProps={{ 'aria-label': t('form.accentFromScreen') }}
          format="hex"
        />
      )
    case 'origins':
      return <Origins {...pick} value={pick.value as string[]} {...words} />
    default:
      return <TextInput {...text} {...words} dir="ltr" />
  }
}

const swatches = ['#0B6E79', '#3D5FA0', '#75489B', '#A33B6B', '#9A4A26', '#566617', '#2B6E4B', '#1D1C1A']

interface OriginsProps {
  label: string
  description?: string
  value: string[]
  error: string | undefined
  onChange(value: string[]): void
}

function Origins({ value, error, onChange, ...words }: OriginsProps) {
  const { t } = useTranslation('settings')
  return (
    <TagsInput
      {...words}
      value={value}
      onChange={(written) => onChange(written.map(originOf))}
      error={value.every(isOrigin) ? error : t('form.originsWrong')}
      placeholder={value.length === 0 ? 'https://shop.example' : ''}
      dir="ltr"
      acceptValueOnBlur
      splitChars={[',', ' ']}
    />
  )
}
