import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { Banner } from '../../ui/Banner.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Section } from '../Section.tsx'

/** What Meta asks for to send us what customers write. */
export function Callback({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('settings')
  const { webhook = `/webhooks/${channel.kind}/${channel.id}` } = channel.links
  const { href, protocol } = new URL(webhook, location.origin)
  // Nobody has told the server what it is called outside: this is only what this browser calls it.
  const doubt = webhook.startsWith('/') ? 'callback.guessed' : protocol === 'https:' ? undefined : 'callback.inTheClear'
  return (
    <Section title={t('callback.title')} sentence={t('callback.sentence')}>
      {doubt && <Banner tone="warn">{t(doubt)}</Banner>}
      <CopyField label={t('callback.url')} value={href} />
      <CopyField label={t('whatsApp.verifyToken')} value={String(channel.settings.verifyToken ?? '')} />
    </Section>
  )
}
