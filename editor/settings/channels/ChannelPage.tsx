import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import type { WebChatSettings, WhatsAppSettings } from '#schemas/api/channel-settings.ts'
import type { ChannelView } from '#schemas/api/channels.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { type ChannelChange, changeChannel, testChannel } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useChannels } from '../../channels/use-channels.ts'
import { NotFound } from '../../shell/RouteError.tsx'
import { useWorkspace } from '../../shell/session.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { BackLink } from '../BackLink.tsx'
import { Callback } from './Callback.tsx'
import { Connection } from './Connection.tsx'
import { Embed } from './Embed.tsx'
import { justAdded } from './just-added.ts'
import { Limited } from './Limited.tsx'
import { WebChatForm } from './WebChatForm.tsx'
import { WhatsAppForm } from './WhatsAppForm.tsx'

/** One channel: what to do with it elsewhere, and its settings. */
export function ChannelPage() {
  const { channelId } = useParams()
  const channels = useChannels()
  if (channels.isPending) return <SkeletonRows rows={4} />
  if (channels.isError) return <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />
  const channel = channels.data.items.find((item) => item.id === channelId)
  return channel ? <Channel key={channel.id} channel={channel} /> : <NotFound />
}

function Channel({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const readAgain = () => queries.invalidateQueries({ queryKey: keys.channels(id) })
  const test = useMutation({ mutationFn: () => testChannel(id, channel.id), onSettled: readAgain })
  const save = useMutation({
    mutationFn: (change: ChannelChange) => changeChannel(id, channel.id, change),
    onSuccess: async () => {
      await readAgain()
      if (channel.kind !== 'web-chat') test.mutate()
    },
  })
  const isNew = useLocation().state === justAdded && channel.kind !== 'web-chat'
  const testNew = useEffectEvent(() => test.mutate())
  useEffect(() => {
    if (isNew) testNew()
  }, [isNew])
  const ofKind: Record<ChannelKind, () => ReactNode> = {
    'web-chat': () => (
      <>
        <Embed channel={channel} />
        <Limited channelId={channel.id} />
        <WebChatForm
          of={save}
          name={channel.name}
          settings={channel.settings as unknown as WebChatSettings}
          onSave={(name, settings) => save.mutate({ name, settings })}
        />
      </>
    ),
    whatsapp: () => (
      <>
        <Connection channel={channel} test={test} />
        <Callback channel={channel} />
        <WhatsAppForm
          of={save}
          name={channel.name}
          kept={keptOf(channel)}
          onSave={(name, settings) => save.mutate({ name, settings: withoutEmptySecrets(settings) })}
        />
      </>
    ),
  }
  return (
    <Page title={channel.name} narrow>
      <BackLink to={`/w/${id}/settings/channels`}>{t('channels.title')}</BackLink>
      <PageHeader title={channel.name} />
      {ofKind[channel.kind]()}
    </Page>
  )
}

function keptOf({ settings }: ChannelView) {
  const word = (field: keyof WhatsAppSettings) => String(settings[field] ?? '')
  return {
    phoneNumberId: word('phoneNumberId'),
    verifyToken: word('verifyToken'),
    apiBaseUrl: word('apiBaseUrl'),
    apiVersion: word('apiVersion'),
  }
}

/** A secret that was not typed again stays as it is. */
const withoutEmptySecrets = ({ accessToken, appSecret, ...rest }: WhatsAppSettings): Partial<WhatsAppSettings> => ({
  ...rest,
  ...(accessToken ? { accessToken } : {}),
  ...(appSecret ? { appSecret } : {}),
})
