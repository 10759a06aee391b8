import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { formatWhenInSentence } from '../ui/format.ts'
import { Tag } from '../ui/Tag.tsx'
import { worstOf } from './use-channels.ts'

/** Whether a channel works, in a word or two; one of the demo is neither tried nor in trouble. */
export function HealthTag({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('shell')
  const trouble = worstOf(channel)
  if (channel.demo) return <Tag>{t('channel.demo')}</Tag>
  if (!trouble)
    return (
      <Tag tone="ok" icon="circle-check">
        {t('channel.works')}
      </Tag>
    )
  const when = formatWhenInSentence(trouble.since)
  return (
    <Tag tone={trouble.stops ? 'danger' : 'warn'} icon={trouble.stops ? 'alert-circle' : 'alert-triangle'}>
      {t(trouble.stops ? 'channel.stopped' : 'channel.warning', { when })}
    </Tag>
  )
}
