import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '#schemas/api/contacts.ts'
import { listTimeline } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { dayNumber, formatDay, formatWhen } from '../ui/format.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { NoteForm } from './NoteForm.tsx'
import { TimelineItem } from './TimelineItem.tsx'
import classes from './timeline.module.css'

const looks = ['all', 'chats', 'sent', 'notes'] as const
type Look = (typeof looks)[number]
const kindsOf: Record<Exclude<Look, 'all'>, readonly string[]> = {
  chats: ['chat', 'rated'],
  sent: ['sent', 'broadcast'],
  notes: ['note', 'call'],
}

/** What happened with a person on all channels, the newest first. */
export function Timeline({ contactId, name }: { contactId: string; name: string }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const [shows, setShows] = useState<Look>('all')
  const [channel, setChannel] = useState('')
  const timeline = useInfiniteQuery({
    queryKey: keys.timeline(w, contactId),
    queryFn: ({ pageParam }) => listTimeline(w, contactId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const all = timeline.data?.pages.flatMap((page) => page.items) ?? []
  const channels = [...new Map(all.flatMap((entry) => (entry.channel ? [[entry.channel.id, entry.channel.name]] : [])))]
  const items = all.filter(
    (entry) => (shows === 'all' || kindsOf[shows].includes(entry.kind)) && (channel === '' || entry.channel?.id === channel),
  )
  return (
    <section className={classes.timeline} aria-label={t('timeline.title', { name })}>
      <div className={classes.bar}>
        <Segmented<Look>
          size="sm"
          label={t('timeline.show')}
          value={shows}
          options={looks.map((value) => ({ value, label: t(`timeline.look.${value}`) }))}
          onChange={setShows}
        />
        {channels.length > 1 && (
          <Select
            size="xs"
            aria-label={t('column.channel')}
            value={channel}
            onChange={(value) => setChannel(value ?? '')}
            data={[{ value: '', label: t('timeline.anyChannel') }, ...channels.map(([value, label]) => ({ value, label }))]}
          />
        )}
      </div>
      {may('changeContacts') && <NoteForm contactId={contactId} />}
      {timeline.isPending && <SkeletonRows rows={4} height={64} />}
      {timeline.isError && all.length === 0 && (
        <ErrorState error={timeline.error} title={t('timeline.failed')} onRetry={() => void timeline.refetch()} />
      )}
      {timeline.isSuccess && items.length === 0 && (
        <p className={classes.none}>
          {t(all.length === 0 ? 'timeline.empty' : timeline.hasNextPage ? 'timeline.noneYet' : 'timeline.none')}
        </p>
      )}
      {daysOf(items).map(({ day, entries }) => (
        <div key={day}>
          <h2 className={classes.day}>{dayName(t('timeline.today'), entries[0] as TimelineEntry)}</h2>
          <ol>
            {entries.map((entry) => (
              <TimelineItem key={entry.id} entry={entry} />
            ))}
          </ol>
        </div>
      ))}
      {timeline.hasNextPage && (
        <Button fullWidth mt={12} loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      )}
    </section>
  )
}

/** Entries by the day they were on, the newest first. */
function daysOf(items: readonly TimelineEntry[]): { day: number; entries: TimelineEntry[] }[] {
  const days: { day: number; entries: TimelineEntry[] }[] = []
  for (const entry of items) {
    const day = dayNumber(new Date(entry.at))
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}

function dayName(today: string, { at }: TimelineEntry): string {
  const ago = dayNumber(new Date()) - dayNumber(new Date(at))
  if (ago === 0) return today
  return ago === 1 ? formatWhen(at) : formatDay(at)
}
