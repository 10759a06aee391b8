import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ChannelView } from '#schemas/api/channels.ts'
import { receivesNothing } from '#schemas/channel-trouble.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { formatWhenInSentence } from '../ui/format.ts'
import { Isolated, isolated } from '../ui/Isolated.tsx'
import { troubleWords } from './trouble-words.ts'
import { worstOf } from './use-channels.ts'

export interface TroubleBannerProps {
  channel: ChannelView
  /** What it means for what is shown below, where nothing goes out. */
  so?: string
}

/** That a channel is out of order, since when and why; for those who may mend it, the way to what to do. Nothing while it works. */
export function TroubleBanner({ channel, so }: TroubleBannerProps) {
  const { t } = useTranslation('shell')
  const { id } = useWorkspace()
  const may = useMay()
  const navigate = useNavigate()
  const trouble = worstOf(channel)
  if (!trouble) return null
  const deaf = receivesNothing(trouble.reason)
  const values = { name: isolated(channel.name), when: formatWhenInSentence(trouble.since) }
  const action = { label: t('channel.whatToDo'), onClick: () => void navigate(`/w/${id}/settings/channels/${channel.id}`) }
  return (
    <Banner tone={trouble.stops ? 'danger' : 'warn'} {...(may('changeChannels') && { action })}>
      <Isolated text={t(!trouble.stops ? 'channel.warned' : deaf ? 'channel.deaf' : 'channel.outOfOrder', values)} />{' '}
      {troubleWords(channel.kind, trouble.reason).found} {trouble.stops && !deaf && so}
    </Banner>
  )
}
