import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Section } from '../Section.tsx'

/** What Meta asks for to send us what customers write. */
export function Callback({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('settings')
  const callback = new URL(channel.links.webhook ?? `/webhooks/${channel.kind}/${channel.id}`, location.origin).href
  return (
    <Section title={t('callback.title')} sentence={t('callback.sentence')}>
      <CopyField label={t('callback.url')} value={callback} />
      <CopyField label={t('whatsApp.verifyToken')} value={String(channel.settings.verifyToken ?? '')} />
    </Section>
  )
}
