import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { getConversation, type InboxView, markRead } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { ApiError, sentenceOf } from '../../api/request.ts'
import { TroubleBanner } from '../../channels/TroubleBanner.tsx'
import { useChannels } from '../../channels/use-channels.ts'
import { useMay, useSession } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { isNowhere } from '../../ui/focus.ts'
import { Composer } from '../composer/Composer.tsx'
import { FoldedCard } from '../hand-off/FoldedCard.tsx'
import { HandOffCard } from '../hand-off/HandOffCard.tsx'
import { useActionKeys } from '../keys/use-action-keys.ts'
import { MessageSkeletons, Messages } from '../messages/Messages.tsx'
import type { Width } from '../use-width.ts'
import { AlsoWrites } from './AlsoWrites.tsx'
import { standingOf } from './standing.ts'
import { BackToList, ThreadHeader, useTakeOver } from './ThreadHeader.tsx'
import classes from './thread.module.css'
import { useActions } from './use-actions.ts'

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
  const phone = width === 'phone'
  const isGone = error instanceof ApiError && error.code === 'not-found'
  return (
    <section className={classes.thread} data-whole-screen={phone || undefined} aria-label={t('conversation')}>
      {phone && (
        <header className={classes.header} data-phone>
          <BackToList view={view} />
        </header>
      )}
      {isGone && (
        <EmptyState icon="lock" title={t('thread.gone.title')}>
          {t('thread.gone.sentence')}
        </EmptyState>
      )}
      {error && !isGone && <ErrorState error={error} title={t('thread.failed')} onRetry={() => void refetch()} />}
      {!error && <MessageSkeletons />}
    </section>
  )
}

function OpenThread({ view, conversation, width }: { view: InboxView; conversation: ConversationDetail; width: Width }) {
  const { t } = useTranslation('inbox')
  const { me } = useSession()
  const mayAnswer = useMay()('answerPeople')
  const actions = useActions(view, conversation)
  const section = useRef<HTMLElement>(null)
  const standing = standingOf(conversation, me.user.id)
  const phone = width === 'phone'
  const hasColumn = width === 'wide' || width === 'middle'
  const parts = { conversation, standing, phone, actions: mayAnswer ? actions : undefined }
  useMarkRead(conversation, mayAnswer && standing === 'mine')
  useActionKeys(parts, useTakeOver(parts))
  useEffect(() => {
    // The row that was tapped lies behind the thread now.
    if (phone) section.current?.focus()
  }, [phone])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the button that was pressed may be gone with the change
  useEffect(() => {
    const later = requestAnimationFrame(() => {
      if (isNowhere()) section.current?.focus()
    })
    return () => cancelAnimationFrame(later)
  }, [standing])
  return (
    <>
      <section
        ref={section}
        tabIndex={-1}
        className={classes.thread}
        data-whole-screen={phone || undefined}
        aria-label={t('thread.label', { name: conversation.contact.name })}
      >
        <ThreadHeader view={view} {...parts} />
        {!hasColumn && <FoldedCard conversation={conversation} />}
        <AlsoWrites view={view} conversation={conversation} mine={mayAnswer && standing === 'mine'} />
        <OutOfOrder channelId={conversation.channel.id} />
        <Messages conversation={conversation} />
        {actions.error && <Refusal error={actions.error} owner={conversation.ownerName} />}
        <Composer {...parts} />
      </section>
      {hasColumn && (
        <aside className={classes.card} aria-label={t('card.label')}>
          <HandOffCard conversation={conversation} />
        </aside>
      )}
    </>
  )
}

/** What is answered here would not go out. */
function OutOfOrder({ channelId }: { channelId: string }) {
  const { t } = useTranslation('inbox')
  const channel = useChannels().data?.items.find(({ id }) => id === channelId)
  if (!channel?.troubles?.some(({ stops }) => stops)) return null
  return (
    <div className={classes.outOfOrder}>
      <TroubleBanner channel={channel} so={t('thread.notDelivered')} />
    </div>
  )
}

/** Why taking, handing back or closing did not work; when somebody was quicker, who. */
function Refusal({ error, owner }: { error: Error; owner: string | undefined }) {
  const { t } = useTranslation('inbox')
  const second = error instanceof ApiError && error.code === 'not-owner'
  return (
    <div className={classes.problem}>
      <Banner tone="danger">{second ? t('thread.taken', { name: owner ?? t('thread.someoneElse') }) : sentenceOf(error)}</Banner>
    </div>
  )
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
