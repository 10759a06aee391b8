import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/contract.ts'
import { getConversation, type InboxView, markRead } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { ApiError, sentenceOf } from '../api/request.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Composer } from './Composer.tsx'
import { FoldedCard } from './FoldedCard.tsx'
import { HandOffCard } from './HandOffCard.tsx'
import { Messages } from './Messages.tsx'
import { standingOf } from './standing.ts'
import { ThreadHeader } from './ThreadHeader.tsx'
import classes from './thread.module.css'
import { useActions } from './use-actions.ts'
import type { Width } from './use-width.ts'

export interface ThreadProps {
  view: InboxView
  conversationId: string
  width: Width
}

/** One chat: who it is, what was said, the answer, and why it is here. */
export function Thread({ view, conversationId, width }: ThreadProps) {
  const { t } = useTranslation('inbox')
  const { workspace } = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: keys.conversation(workspace.id, conversationId),
    queryFn: () => getConversation(workspace.id, conversationId),
  })
  if (data) return <OpenThread view={view} conversation={data} width={width} />
  return (
    <section className={classes.thread} data-whole-screen={width === 'phone' || undefined} aria-label={t('conversation')}>
      {error && <ErrorState error={error} title={t('thread.failed')} onRetry={() => void refetch()} />}
    </section>
  )
}

function OpenThread({ view, conversation, width }: { view: InboxView; conversation: ConversationDetail; width: Width }) {
  const { t } = useTranslation('inbox')
  const { me } = useSession()
  const mayAnswer = useMay()('answerPeople')
  const actions = useActions(view, conversation.id)
  const standing = standingOf(conversation, me.user.id)
  const hasColumn = width === 'wide' || width === 'middle'
  const act = mayAnswer ? actions : undefined
  useMarkRead(conversation, mayAnswer && standing === 'mine')
  return (
    <>
      <section
        className={classes.thread}
        data-whole-screen={width === 'phone' || undefined}
        aria-label={t('thread.label', { name: conversation.contact.name })}
      >
        <ThreadHeader view={view} conversation={conversation} standing={standing} phone={width === 'phone'} actions={act} />
        {!hasColumn && <FoldedCard conversation={conversation} />}
        <Messages conversation={conversation} />
        {actions.error && (
          <div className={classes.problem}>
            <Banner tone="danger">{refusal(actions.error, conversation.ownerName, t('thread.someoneElse'))}</Banner>
          </div>
        )}
        <Composer conversation={conversation} standing={standing} phone={width === 'phone'} actions={act} />
      </section>
      {hasColumn && (
        <aside className={classes.card} aria-label={t('card.label')}>
          <HandOffCard conversation={conversation} />
        </aside>
      )}
    </>
  )

  function refusal(error: Error, owner: string | undefined, someone: string): string {
    const first = error instanceof ApiError && error.code === 'not-owner'
    return first ? t('thread.taken', { name: owner ?? someone }) : sentenceOf(error)
  }
}

/** What its owner has on the screen has been read. */
function useMarkRead({ id, unread }: ConversationDetail, mine: boolean): void {
  const { workspace } = useSession()
  useEffect(() => {
    if (!mine || unread === 0) return
    const read = () => {
      // A failed call changes nothing: the next message asks again.
      if (document.visibilityState === 'visible') markRead(workspace.id, id).catch(() => undefined)
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [workspace.id, id, unread, mine])
}
