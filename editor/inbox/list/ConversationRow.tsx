import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ConversationView } from '#schemas/api/inbox.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import type { InboxView } from '../../api/conversations.ts'
import { channelGlyphs } from '../../channels/glyphs.ts'
import { inboxPath } from '../../shell/places.ts'
import { useSession, useWorkspace } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { formatNumber, formatWhen } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Isolated, isolated } from '../../ui/Isolated.tsx'
import { Skeleton, useLate } from '../../ui/Skeleton.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { desk, deskKey, hasDraft } from '../desk.ts'
import { spanOf } from '../times.ts'
import classes from './row.module.css'

export const rowHeight = 88

export interface ConversationRowProps {
  row: ConversationView
  index: number
  view: InboxView
  selected: boolean
  /** The one row that the Tab key stops at; the arrow keys go on from there. */
  tabbable: boolean
  phone: boolean
  /** Present while rows are chosen instead of opened. */
  choosing?: { chosen: boolean; toggle(): void } | undefined
}

/** Who, when, the last words, what it is about. */
export function ConversationRow({ row, index, view, selected, tabbable, phone, choosing }: ConversationRowProps) {
  const { t } = useTranslation('inbox')
  const { id } = useWorkspace()
  const { unread } = row
  const name = row.contact.name ?? t('someone')
  const shared = {
    className: classes.row,
    'data-unread': unread > 0 || undefined,
    'data-row': index,
    tabIndex: tabbable ? 0 : -1,
  }
  const content = (
    <>
      {choosing ? (
        <span className={classes.box}>{choosing.chosen && <Icon name="check" size={14} />}</span>
      ) : (
        <Avatar name={name} size={phone ? 'lg' : 'md'} glyph={channelGlyphs[row.channel.kind]} />
      )}
      <span className={classes.words}>
        <span className={classes.head}>
          <span className={classes.name} dir="auto">
            {name}
          </span>
          <time className={classes.time} dateTime={row.updatedAt}>
            {formatWhen(row.updatedAt)}
          </time>
        </span>
        <LastWords last={row.last} />
        <span className={classes.tags}>
          <Tags row={row} />
          {unread > 0 && (
            <span className={classes.unread}>
              {formatNumber(unread)}
              <span className="al-hidden">{t('unread', { count: unread })}</span>
            </span>
          )}
        </span>
      </span>
    </>
  )
  if (choosing)
    return (
      // biome-ignore lint/a11y/useSemanticElements: a whole row is the box, with the row's own content
      <button type="button" role="checkbox" aria-checked={choosing.chosen} onClick={choosing.toggle} {...shared}>
        {content}
      </button>
    )
  return (
    <Link to={inboxPath(id, view, row.id)} aria-current={selected || undefined} {...shared}>
      {content}
    </Link>
  )
}

/** What was said last; who of us said it comes before, by name unless it was the reader. */
function LastWords({ last }: { last: ConversationView['last'] }) {
  const { t } = useTranslation('inbox')
  const { me } = useSession()
  const who = last.by === 'agent' && (last.agentId === me.user.id ? t('you') : last.name)
  return (
    <span className={classes.last}>
      {last.by === 'note' && <Icon name="lock" size={12} />}
      {last.by === 'reminder' && <Icon name="bell" size={12} />}
      {last.by === 'flow' && <Icon name="robot" size={12} />}
      {who && (
        <span>
          <Isolated text={t('saidBy', { name: isolated(who) })} />{' '}
        </span>
      )}
      <span dir="auto">{last.text}</span>
    </span>
  )
}

/** At most two: something unsent, what reached nobody and what waits, or the topic and what waits, then a language other than the reader's. */
function Tags({ row }: { row: ConversationView }) {
  const { t, i18n } = useTranslation('inbox')
  const now = useNow()
  const foreign = row.language && row.language !== i18n.language ? row.language : undefined
  const { me } = useSession()
  const draft = desk((state) => hasDraft(state, deskKey(me.user.id, row.id)))
  const waits = row.waitingSince && (
    <Tag key="waiting" icon="clock">
      {t('waiting', { time: spanOf(t, now - Date.parse(row.waitingSince)) })}
    </Tag>
  )
  const topic = row.topic && (
    <span key="topic" className={classes.topic}>
      <Tag>{row.topic}</Tag>
    </span>
  )
  const tags = [
    draft && (
      <Tag key="draft" tone="warn" icon="pencil">
        {t('draft')}
      </Tag>
    ),
    row.undelivered && (
      <Tag key="undelivered" tone="danger" icon="alert-triangle">
        {t('undelivered')}
      </Tag>
    ),
    ...(draft ? [waits, topic] : [topic, waits]),
    foreign && (
      <Tag key="language" tone="line" lang={foreign}>
        {ownLanguageName(foreign)}
      </Tag>
    ),
  ]
  return <>{tags.filter(Boolean).slice(0, 2)}</>
}

/** Rows that are still on their way; nothing for the first 200 ms. */
export function RowSkeletons() {
  const late = useLate(200)
  if (!late) return null
  return (
    <div aria-hidden="true">
      {[60, 45, 70, 50, 65, 40].map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton width={32} height={32} radius={16} />
          <span className={classes.bones}>
            <Skeleton width={`${width}%`} />
            <Skeleton width="90%" />
            <Skeleton width="30%" />
          </span>
        </div>
      ))}
    </div>
  )
}
