import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { type InboxView, takeConversation } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useLive } from '../../shell/LiveProvider.tsx'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Isolated, isolated } from '../../ui/Isolated.tsx'
import { momentOf } from '../times.ts'

/** The same person writes elsewhere just now: whoever answers here takes that chat too, and answers each where it was asked. */
export function AlsoWrites({ view, conversation, mine }: { view: InboxView; conversation: ConversationDetail; mine: boolean }) {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const { id, also = [], people = [] } = conversation
  const again = () => queries.invalidateQueries({ queryKey: keys.conversation(w, id), exact: true })
  useLive('conversation', ({ conversation: row }) => {
    if (row.id !== id && (people.includes(row.contact.id) || also.some((one) => one.id === row.id))) void again()
  })
  const take = useMutation({ mutationFn: (other: string) => takeConversation(w, other), onSettled: again })
  return also.map((one) => {
    const said = t(one.owner ? 'also.with' : 'also.since', {
      channel: isolated(one.channel.name),
      time: momentOf(one.since),
      name: isolated(one.owner?.name ?? ''),
    })
    return (
      <Banner
        key={one.id}
        tone="read"
        {...(mine && one.waits && { action: { label: t('also.take'), onClick: () => take.mutate(one.id) } })}
      >
        <Isolated text={said} /> <Link to={inboxPath(w, view, one.id)}>{t('also.open')}</Link>
        {take.error && take.variables === one.id && ` ${sentenceOf(take.error)}`}
      </Banner>
    )
  })
}
