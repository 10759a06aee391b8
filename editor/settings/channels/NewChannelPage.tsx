import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { ChannelView } from '#schemas/api/channels.ts'
import { type ChannelKind, channelKinds } from '#schemas/message.ts'
import { addChannel, type NewChannel } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { BackLink } from '../BackLink.tsx'
import { justAdded } from './just-added.ts'
import { WebChatForm } from './WebChatForm.tsx'
import { WhatsAppForm } from './WhatsAppForm.tsx'

type Add = UseMutationResult<ChannelView, Error, NewChannel>

const forms: Record<ChannelKind, (add: Add, label: string) => ReactNode> = {
  'web-chat': (add, label) => (
    <WebChatForm of={add} label={label} onSave={(name, settings) => add.mutate({ kind: 'web-chat', name, settings })} />
  ),
  whatsapp: (add, label) => (
    <WhatsAppForm of={add} label={label} onSave={(name, settings) => add.mutate({ kind: 'whatsapp', name, settings })} />
  ),
}

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
  const title = t(`new.${kind}`)
  return (
    <Page title={title} narrow>
      <BackLink to={channels}>{t('channels.title')}</BackLink>
      <PageHeader title={title} />
      {forms[kind](add, t('channels.add'))}
    </Page>
  )
}
