import { PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WhatsAppSettings } from '#schemas/api/channel-settings.ts'
import { SaveBar, type SaveBarProps } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

export interface WhatsAppFormProps extends Pick<SaveBarProps, 'of' | 'label'> {
  name?: string
  /** What is kept already. Secrets are in the server and never come back; an empty field leaves them as they are. */
  kept?: Pick<WhatsAppSettings, 'phoneNumberId' | 'verifyToken' | 'apiBaseUrl' | 'apiVersion'>
  onSave(name: string, settings: WhatsAppSettings): void
}

/** What Meta's developer page shows, typed over here. */
export function WhatsAppForm({ name = '', kept, onSave, ...save }: WhatsAppFormProps) {
  const { t } = useTranslation('settings')
  const at = (field: keyof WhatsAppSettings) => `settings/${field}`
  const { values, text } = useFields({ name, ...blank(), ...kept }, save.of.error, {
    phoneNumberId: at('phoneNumberId'),
    accessToken: at('accessToken'),
    appSecret: at('appSecret'),
    verifyToken: at('verifyToken'),
    apiBaseUrl: at('apiBaseUrl'),
    apiVersion: at('apiVersion'),
  })
  const submit = () => {
    const { name, ...settings } = values
    const trimmed = Object.entries(settings).map(([field, value]) => [field, value.trim()])
    onSave(name.trim(), Object.fromEntries(trimmed))
  }
  // A kept token is not sent to a new address.
  const moved = kept !== undefined && values.apiBaseUrl.trim() !== kept.apiBaseUrl
  const needed = [
    values.name,
    values.phoneNumberId,
    ...(!kept || moved ? [values.accessToken] : []),
    ...(kept ? [] : [values.appSecret]),
  ]
  const secret = { dir: 'ltr' as const, autoComplete: 'off', placeholder: kept && t('whatsApp.kept') }
  return (
    <Section title={t('whatsApp.account')} sentence={t('whatsApp.accountHelp')} onSubmit={submit}>
      <div className={classes.pair}>
        <TextInput {...text('name')} label={t('channels.name')} />
        <TextInput {...text('phoneNumberId')} label={t('whatsApp.phoneNumberId')} dir="ltr" inputMode="numeric" />
      </div>
      <PasswordInput
        {...text('accessToken')}
        {...secret}
        {...(moved && { placeholder: '', description: t('whatsApp.tokenAgain') })}
        label={t('whatsApp.accessToken')}
      />
      <PasswordInput {...text('appSecret')} {...secret} label={t('whatsApp.appSecret')} />
      <TextInput
        {...text('verifyToken')}
        label={t('whatsApp.verifyToken')}
        description={t('whatsApp.verifyTokenHelp')}
        dir="ltr"
      />
      <div className={classes.pair}>
        <TextInput {...text('apiBaseUrl')} label={t('whatsApp.apiBaseUrl')} dir="ltr" />
        <TextInput {...text('apiVersion')} label={t('whatsApp.apiVersion')} dir="ltr" />
      </div>
      <SaveBar {...save} primary disabled={needed.some((value) => value.trim() === '')} />
    </Section>
  )
}

/** The verify token is a word both sides agree on: a random one to begin with. */
const blank = (): WhatsAppSettings => ({
  phoneNumberId: '',
  accessToken: '',
  appSecret: '',
  verifyToken: crypto.randomUUID(),
  apiBaseUrl: 'https://graph.facebook.com',
  apiVersion: 'v23.0',
})
