import { Button } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Category } from '#nodes/contract.ts'
import type { TimelineEntry } from '#schemas/api/contacts.ts'
import { caseCloses } from '#schemas/case.ts'
import { channelGlyphs } from '../channels/glyphs.ts'
import { inboxPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { formatTime } from '../ui/format.ts'
import type { IconName } from '../ui/Icon.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Tile } from '../ui/Tile.tsx'
import classes from './timeline.module.css'

const looks: Record<string, { icon: IconName; category: Category }> = {
  note: { icon: 'note', category: 'remember' },
  call: { icon: 'phone', category: 'people' },
  rated: { icon: 'star', category: 'measure' },
  sent: { icon: 'send-2', category: 'say' },
  broadcast: { icon: 'bell', category: 'say' },
  linked: { icon: 'link', category: 'flow' },
  consent: { icon: 'circle-check', category: 'decide' },
  event: { icon: 'point', category: 'do' },
}

/** One thing that happened, with the way to the chat it happened in. */
export function TimelineItem({ entry }: { entry: TimelineEntry }) {
  const { at, kind, channel } = entry
  const look = looks[kind] ?? { icon: kind === 'chat' && channel ? channelGlyphs[channel.kind] : 'point', category: 'flow' }
  return (
    <li className={classes.item}>
      <time dateTime={at}>{formatTime(at)}</time>
      <Tile {...look} />
      {kind === 'chat' ? <Chat entry={entry} /> : <Told entry={entry} />}
    </li>
  )
}

/** A case, how it stands and who answered. */
function Chat({ entry: { channel, conversationId, by, values = {} } }: { entry: TimelineEntry }) {
  const { t } = useTranslation(['contacts', 'inbox'])
  const { id: w } = useWorkspace()
  const may = useMay()
  const open = values.status !== 'closed'
  const reason = caseCloses.find((one) => one === values.closedBy)
  return (
    <div className={classes.card}>
      <div>
        <strong>{t('inbox:cases.one', { number: Number(values.number ?? 0) })}</strong>
        <small>
          {[channel?.name, by?.name].filter(Boolean).map((name, i) => (
            <Fragment key={name}>
              {i > 0 && ' · '}
              <bdi>{name}</bdi>
            </Fragment>
          ))}
        </small>
        {typeof values.words === 'string' && (
          <small>
            <bdi>{values.words}</bdi>
          </small>
        )}
      </div>
      {open ? (
        <Tag tone="river">{t('inbox:cases.status.open')}</Tag>
      ) : (
        <Tag icon="check">{reason ? t(`inbox:cases.reason.${reason}`) : t('inbox:cases.status.closed')}</Tag>
      )}
      {conversationId && may('readInbox') && (
        <Button component={Link} to={inboxPath(w, 'all', conversationId)} size="xs">
          {t('timeline.openChat')}
        </Button>
      )}
    </div>
  )
}

/** What somebody of us wrote down or sent, or what came about otherwise. */
function Told({ entry: { kind, channel, by, text, values } }: { entry: TimelineEntry }) {
  const { t, i18n } = useTranslation('contacts')
  const known = i18n.exists(`contacts:timeline.kind.${kind}`)
  const about = [by?.name, channel?.name].filter(Boolean)
  const question = typeof values?.question === 'string' ? values.question : undefined
  return (
    <div className={classes.told} data-kind={kind}>
      <span>
        <strong>{known ? t(`timeline.kind.${kind as 'note'}`) : kind}</strong>
        {[...about, ...(question ? [question] : [])].map((name) => (
          <small key={name}>
            {' · '}
            <bdi>{name}</bdi>
          </small>
        ))}
      </span>
      {text && <p dir="auto">{text}</p>}
    </div>
  )
}
