import { Button } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type ContextProp, Virtuoso, type VirtuosoHandle } from 'react-virtuoso'
import type { InboxView } from '../../api/conversations.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import classes from '../inbox.module.css'
import { ConversationRow, RowSkeletons, rowHeight } from './ConversationRow.tsx'
import type { Selection } from './selection.ts'
import { useRows } from './use-rows.ts'
import { useSteadyRows } from './use-steady-rows.ts'
import { viewIcons } from './views.ts'

const moves: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

interface ListEnd {
  /** Where the next page could not be read. */
  retry: (() => void) | undefined
}

/** What stands under the last row: nothing, or that there are more and how to get at them. */
function Footer({ context: { retry } }: ContextProp<ListEnd>) {
  const { t } = useTranslation(['inbox', 'shell'])
  if (!retry) return null
  return (
    <div className={classes.more} role="alert">
      {t('list.moreFailed')}
      <Button size="xs" onClick={retry}>
        {t('shell:error.retry')}
      </Button>
    </div>
  )
}
const footer = { Footer }

export interface ConversationListProps {
  view: InboxView
  selected?: string
  phone: boolean
  selection: Selection
}

/** The chats of a view; more are read when the end comes near. */
export function ConversationList({ view, selected, phone, selection }: ConversationListProps) {
  const { t } = useTranslation('inbox')
  const { rows, error, isPending, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useRows(view)
  const list = useRef<HTMLDivElement>(null)
  const virtuoso = useRef<VirtuosoHandle>(null)
  const scroller = useSteadyRows(rows, rowHeight)
  if (isPending) return <RowSkeletons />
  if (error && rows.length === 0) return <ErrorState error={error} title={t('list.failed')} onRetry={() => void refetch()} />
  if (rows.length === 0)
    return (
      <EmptyState icon={viewIcons[view]} title={t(`empty.${view}.title`)}>
        {t(`empty.${view}.sentence`)}
      </EmptyState>
    )

  const focus = (index: number) => list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus()
  const onKeyDown = (event: KeyboardEvent) => {
    const here = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row
    const move = moves[event.key]
    if (!move || here === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const index = move(Number(here), rows.length - 1)
    virtuoso.current?.scrollIntoView({ index, done: () => focus(index) })
  }
  const tabbable = Math.max(
    rows.findIndex((row) => row.id === selected),
    0,
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the links inside
    <div className={classes.rows} ref={list} onKeyDown={onKeyDown}>
      <Virtuoso
        ref={virtuoso}
        scrollerRef={scroller}
        data={rows}
        fixedItemHeight={rowHeight}
        increaseViewportBy={rowHeight * 3}
        computeItemKey={(_, row) => row.id}
        components={footer}
        context={{ retry: isFetchNextPageError ? () => void fetchNextPage() : undefined }}
        endReached={() => void (hasNextPage && !isFetchingNextPage && fetchNextPage())}
        itemContent={(index, row) => (
          <ConversationRow
            row={row}
            index={index}
            view={view}
            selected={row.id === selected}
            tabbable={index === tabbable}
            phone={phone}
            choosing={selection.on ? { chosen: selection.has(row.id), toggle: () => selection.toggle(row.id) } : undefined}
          />
        )}
      />
    </div>
  )
}
