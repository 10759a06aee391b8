import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FoundMessage } from '#schemas/api/inbox.ts'
import { type InboxView, searchChats } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { channelGlyphs } from '../../channels/glyphs.ts'
import { inboxPath } from '../../shell/places.ts'
import { useSession, useWorkspace } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatWhen } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RowSkeletons } from './ConversationRow.tsx'
import row from './row.module.css'
import classes from './search.module.css'

/** Somebody has paused: they may have written enough. */
const pauseMs = 250

export interface SearchFieldProps {
  text: string
  onChange(text: string): void
  onClose(): void
}

/** What is searched for in all chats; Escape ends it. */
export function SearchField({ text, onChange, onClose }: SearchFieldProps) {
  const { t } = useTranslation('inbox')
  return (
    <search className={classes.field}>
      <TextInput
        type="search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        maxLength={200}
        data-autofocus
        autoFocus
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') onClose()
        }}
        leftSection={<Icon name="search" />}
        rightSection={
          <ActionIcon aria-label={t('search.close')} onClick={onClose}>
            <Icon name="x" />
          </ActionIcon>
        }
      />
    </search>
  )
}

export interface SearchResultsProps {
  text: string
  view: InboxView
  selected?: string
  phone: boolean
}

/** What was found: who, when, and the words where they were said. Each opens its chat there. */
export function SearchResults({ text, view, selected, phone }: SearchResultsProps) {
  const { t } = useTranslation('inbox')
  const { workspace } = useSession()
  const [q] = useDebouncedValue(text.trim(), pauseMs)
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    useInfiniteQuery({
      queryKey: keys.search(workspace.id, q),
      queryFn: ({ pageParam }) => searchChats(workspace.id, q, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
      enabled: q !== '',
    })
  if (isPending) return <RowSkeletons />
  if (error && !data) return <ErrorState error={error} title={t('search.failed')} onRetry={() => void refetch()} />
  const found = data?.pages.flatMap(({ items }) => items) ?? []
  const older = hasNextPage && (
    <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {t('search.older')}
    </Button>
  )
  if (found.length === 0)
    return (
      <EmptyState icon="search" title={t(hasNextPage ? 'search.nothingYet.title' : 'search.nothing.title')} action={older}>
        {t(hasNextPage ? 'search.nothingYet.sentence' : 'search.nothing.sentence')}
      </EmptyState>
    )
  return (
    <section className={classes.results} aria-label={t('search.results')}>
      {found.map((one) => (
        <FoundRow
          key={`${one.conversation.id} ${one.turn}`}
          found={one}
          view={view}
          phone={phone}
          selected={one.conversation.id === selected}
        />
      ))}
      {older && (
        <div className={classes.older} role={isFetchNextPageError ? 'alert' : undefined}>
          {isFetchNextPageError && t('search.failed')}
          {older}
        </div>
      )}
    </section>
  )
}

interface FoundRowProps {
  found: FoundMessage
  view: InboxView
  selected: boolean
  phone: boolean
}

function FoundRow({ found, view, selected, phone }: FoundRowProps) {
  const { t } = useTranslation('inbox')
  const { id } = useWorkspace()
  const { conversation, turn, at, by } = found
  const name = conversation.contact.name ?? t('someone')
  return (
    <Link to={`${inboxPath(id, view, conversation.id)}?turn=${turn}`} className={row.row} aria-current={selected || undefined}>
      <Avatar name={name} size={phone ? 'lg' : 'md'} glyph={channelGlyphs[conversation.channel.kind]} />
      <span className={row.words}>
        <span className={row.head}>
          <span className={row.name} dir="auto">
            {name}
          </span>
          <time className={row.time} dateTime={at}>
            {formatWhen(at)}
          </time>
        </span>
        <span className={classes.words}>
          {by === 'note' && <Icon name="lock" size={12} />}
          {by === 'agent' && <Icon name="headset" size={12} />}
          {by === 'person' && <Icon name="user" size={12} />}
          {by !== 'contact' && <span className="al-hidden">{t(`search.by.${by}`)} </span>}
          <bdi>
            <Marked text={found.text} marks={found.marks} />
          </bdi>
        </span>
      </span>
    </Link>
  )
}

/** A text with what was searched for set off. */
function Marked({ text, marks }: Pick<FoundMessage, 'text' | 'marks'>) {
  const parts = marks.flatMap(([from = 0, to = 0], n) => {
    const before = marks[n - 1]?.[1] ?? 0
    return [text.slice(before, from), <mark key={from}>{text.slice(from, to)}</mark>]
  })
  return (
    <>
      {parts}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  )
}
