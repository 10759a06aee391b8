import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { channelNames } from '#schemas/message.ts'
import { directionOf } from '#schemas/text.ts'
import { formatTime } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Content } from './Content.tsx'
import classes from './messages.module.css'
import type { Said } from './timeline.ts'
import { whyNotSent } from './why-not-sent.ts'

interface MessageProps {
  said: Said
  conversation: ConversationDetail
  /** A search led here: it comes into sight. */
  found?: boolean
}

/** A bubble, and under the last one of a group who said it and when. */
export function Message({ said, conversation, found = false }: MessageProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (found) place.current?.scrollIntoView({ block: 'center' })
  }, [found])
  const failed = said.delivery?.status === 'failed'
  const spoken = 'language' in said.content ? said.content.language : undefined
  const lang = spoken ?? (said.by === 'contact' || said.by === 'flow' ? conversation.language : undefined)
  return (
    <div
      ref={place}
      className={classes.message}
      data-by={said.by}
      data-failed={failed || undefined}
      data-ends={said.ends || undefined}
      data-found={found || undefined}
    >
      <div className={classes.bubble}>
        {/* Sides and corners come from who speaks; only the words run as their language does, where it is known. */}
        <div
          lang={lang}
          dir={spoken ? directionOf(spoken) : 'auto'}
          data-known={spoken ? true : undefined}
          className={classes.content}
        >
          {said.subject && (
            <strong className={classes.subject} dir="auto">
              {said.subject}
            </strong>
          )}
          <Content
            content={said.content}
            chosen={said.chosen}
            from={said.turn ? { c: conversation.id, n: said.turn } : undefined}
          />
        </div>
      </div>
      {said.ends && <Meta said={said} name={channelNames[conversation.channel.kind]} />}
    </div>
  )
}

/** `name`: what people call the kind of channel. */
function Meta({ said, name }: { said: Said; name: string }) {
  const { t } = useTranslation('inbox')
  const { by, author, at, delivery } = said
  if (delivery?.status === 'failed') {
    const reason = delivery.reason && whyNotSent(t, delivery.reason, name)
    return (
      <p className={classes.meta} data-bad>
        <Icon name="alert-circle" size={13} />
        <span dir="auto">{reason ? t('delivery.failed', { reason }) : t('delivery.notSent')}</span>
      </p>
    )
  }
  const who = by === 'note' ? t('noteBy', { name: author ?? t('thread.someoneElse') }) : author
  return (
    <p className={classes.meta}>
      {by === 'flow' && <Icon name="robot" size={13} />}
      {by === 'note' && <Icon name="lock" size={13} />}
      <span>
        {who && <bdi>{who}</bdi>}
        {who && ' · '}
        <time dateTime={at}>{formatTime(at)}</time>
      </span>
      {by !== 'contact' && by !== 'note' && (
        <Ticks status={delivery?.status ?? (by === 'agent' ? 'sent' : undefined)} inWords={by === 'agent'} />
      )}
    </p>
  )
}

type Shown = 'queued' | 'sent' | 'delivered' | 'read'
const ticks: Record<Shown, IconName> = { queued: 'clock', sent: 'check', delivered: 'checks', read: 'checks' }

/** What became of a message; that a person's was read is said in words too. */
function Ticks({ status, inWords }: { status: NonNullable<Said['delivery']>['status'] | undefined; inWords: boolean }) {
  const { t } = useTranslation('inbox')
  if (!status || status === 'failed') return null
  const shown = status === 'played' ? 'read' : status
  return (
    <span className={classes.ticks}>
      <Icon name={ticks[shown]} size={13} />
      <span className={shown === 'read' && inWords ? undefined : 'al-hidden'}>{t(`delivery.${shown}`)}</span>
    </span>
  )
}
