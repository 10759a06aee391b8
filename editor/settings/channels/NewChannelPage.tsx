import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { NewChannel } from '#schemas/api/channels.ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { addChannel } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { BackLink } from '../../ui/BackLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { justAdded } from './just-added.ts'

/** Adds a channel of the address's kind, then shows what to do with it elsewhere. */
export function NewChannelPage() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const named = useParams().kind
  const kind = channelKinds.find((each) => each === named) ?? 'web-chat'
  const navigate = useNavigate()
  const queries = useQueryClient()
  const channels = `/w/${id}/settings/channels`
  const add = useMutation({
    mutationFn: (channel: NewChannel) => addChannel(id, channel),
    onSuccess: async (channel) => {
      await queries.invalidateQueries({ queryKey: keys.channels(id) })
      await navigate(`${channels}/${channel.id}`, { replace: true, state: justAdded })
    },
  })
  const title = t('channels.addKind', { name: channelNames[kind] })
  return (
    <Page title={title} narrow>
      <BackLink to={channels}>{t('channels.title')}</BackLink>
      <PageHeader title={title} />
      <ChannelForm
        kind={kind}
        of={add}
        label={t('channels.add')}
        onSave={(name, settings) => add.mutate({ kind, name, settings })}
      />
    </Page>
  )
}
