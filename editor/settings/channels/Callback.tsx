import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { channelNames } from '#schemas/message.ts'
import { Banner } from '../../ui/Banner.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Section } from '../Section.tsx'
import { formOf, type SettingsForm } from './channel-form.ts'

export interface CallbackProps {
  channel: ChannelView
  words: NonNullable<SettingsForm['x-callback']>
}

/** What the vendor asks for to send us what customers write. */
export function Callback({ channel, words }: CallbackProps) {
  const { t } = useTranslation('settings')
  const { webhook = `/webhooks/${channel.kind}/${channel.id}` } = channel.links
  const { href, protocol } = new URL(webhook, location.origin)
  // Nobody has told the server what it is called outside: this is only what this browser calls it.
  const doubt = webhook.startsWith('/') ? 'callback.guessed' : protocol === 'https:' ? undefined : 'callback.inTheClear'
  return (
    <Section title={words.title} sentence={words.sentence}>
      {doubt && <Banner tone="warn">{t(doubt, { name: channelNames[channel.kind] })}</Banner>}
      <CopyField label={t('callback.url')} value={href} />
      <CopyField
        label={formOf(channel.kind).properties[words.setting]?.title ?? ''}
        value={String(channel.settings[words.setting] ?? '')}
      />
    </Section>
  )
}
