import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listRecipients } from '../api/broadcasts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { formatNumber } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import classes from './broadcasts.module.css'
import { standingWords } from './standing.ts'

export interface ReasonProps {
  broadcastId: string
  standing: string
  count: number
  /** As it would be if it started now. */
  dry?: boolean
}

/** How many people are where, why, and who they are. */
export function Reason({ broadcastId, standing, count, dry }: ReasonProps) {
  const { t } = useTranslation(['broadcasts', 'inbox'])
  const [open, setOpen] = useState(false)
  return (
    <li className={classes.reason}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <strong>{formatNumber(count)}</strong>
        <span>{standingWords(t, standing)}</span>
        <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
      </button>
      {open && <People broadcastId={broadcastId} standing={standing} dry={dry === true} />}
    </li>
  )
}

const perPage = 20

function People({ broadcastId, standing, dry }: { broadcastId: string; standing: string; dry: boolean }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const people = useInfiniteQuery({
    queryKey: keys.recipients(id, broadcastId, standing, dry),
    queryFn: ({ pageParam }) =>
      listRecipients(id, broadcastId, {
        standing,
        limit: perPage,
        ...(dry ? { dry: 'true' as const } : {}),
        ...(pageParam ? { after: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const items = people.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={classes.people}>
      {people.isError && <Banner tone="danger">{sentenceOf(people.error)}</Banner>}
      <ul>
        {items.map(({ contact, conversationId }) => (
          <li key={contact.id} dir="auto">
            {conversationId ? (
              <Link to={`/w/${id}/inbox/all/${conversationId}`}>{contact.name ?? t('noName')}</Link>
            ) : (
              (contact.name ?? t('noName'))
            )}
          </li>
        ))}
      </ul>
      {people.hasNextPage && (
        <Button size="xs" variant="subtle" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
