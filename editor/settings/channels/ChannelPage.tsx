import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { dialects } from '#runtime/channels/dialects.ts'
import type { ChannelChange, ChannelView } from '#schemas/api/channels.ts'
import { changeChannel, testChannel } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { skinOf } from '../../channels/skins.ts'
import { useChannels } from '../../channels/use-channels.ts'
import { NotFound } from '../../shell/RouteError.tsx'
import { useWorkspace } from '../../shell/session.tsx'
import { BackLink } from '../../ui/BackLink.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Callback } from './Callback.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { Connection } from './Connection.tsx'
import { formOf } from './channel-form.ts'
import { Embed } from './Embed.tsx'
import { justAdded } from './just-added.ts'
import { Limited } from './Limited.tsx'
import { Templates } from './Templates.tsx'

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
  const hasVendor = skinOf(channel.kind) === 'messenger'
  const readAgain = () => queries.invalidateQueries({ queryKey: keys.channels(id) })
  const test = useMutation({ mutationFn: () => testChannel(id, channel.id), onSettled: readAgain })
  const save = useMutation({
    mutationFn: (change: ChannelChange) => changeChannel(id, channel.id, change),
    onSuccess: async () => {
      await readAgain()
      if (hasVendor) test.mutate()
    },
  })
  const isNew = useLocation().state === justAdded && hasVendor
  const testNew = useEffectEvent(() => test.mutate())
  useEffect(() => {
    if (isNew) testNew()
  }, [isNew])
  const calls = formOf(channel.kind)['x-callback']
  return (
    <Page title={channel.name} narrow>
      <BackLink to={`/w/${id}/settings/channels`}>{t('channels.title')}</BackLink>
      <PageHeader title={channel.name} />
      {channel.links.page && (
        <>
          <Embed channel={channel} />
          <Limited channelId={channel.id} />
        </>
      )}
      {channel.demo && <Banner tone="read">{t('channels.demo')}</Banner>}
      {hasVendor && !channel.demo && <Connection channel={channel} test={test} />}
      {dialects[channel.kind].capabilities.templates && <Templates channel={channel} />}
      {calls && !channel.demo && <Callback channel={channel} words={calls} />}
      {!channel.demo && (
        <ChannelForm
          kind={channel.kind}
          of={save}
          name={channel.name}
          kept={channel.settings}
          onSave={(name, settings) => save.mutate({ name, settings })}
        />
      )}
    </Page>
  )
}
