import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { channelNames } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import { useSession } from '../../shell/session.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton, useLate } from '../../ui/Skeleton.tsx'
import { desk } from '../desk.ts'
import { arrived } from '../thread/join-turns.ts'
import { useTurns } from '../thread/use-turns.ts'
import { DayLine, HappeningLine } from './Happening.tsx'
import { Message } from './Message.tsx'
import classes from './messages.module.css'
import { Pending } from './Pending.tsx'
import { spokenOf } from './spoken.ts'
import { lastHeard, type TimelineItem, timeline } from './timeline.ts'

/**
 * What was said. The scroller runs from the bottom up (`column-reverse`): it opens at the newest, stays there while one is there,
 * and older pages never move what is being read.
 */
export function Messages({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { me, workspace } = useSession()
  const { data, error, refetch, readOlder } = useTurns(workspace.id, conversation.id)
  const items = useMemo(() => (data ? timeline(data.turns, !data.older) : []), [data])
  const unsent = desk((state) => state.unsent).filter(
    (one) => one.conversationId === conversation.id && one.userId === me.user.id && !arrived(data, one.clientId),
  )
  const scroller = useRef<HTMLDivElement>(null)
  const newest = items.at(-1)?.id
  const { away, news, toNewest } = useReading(scroller, newest)
  const older = useSight(readOlder)
  const found = useFound(conversation.id, items, data?.turns[0]?.number, readOlder)
  const count = unsent.length
  useEffect(() => {
    // One's own words are always in sight.
    if (count > 0) toNewest()
  }, [count, toNewest])

  if (error && !data) return <ErrorState error={error} title={t('thread.failed')} onRetry={() => void refetch()} />
  if (!data) return <MessageSkeletons />
  return (
    <div className={classes.place}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller without links must be reached by the keyboard */}
      <div className={classes.scroller} ref={scroller} tabIndex={0} role="log" aria-live="off" aria-label={t('messages')}>
        <div className={classes.messages}>
          {data.older && <div key={data.turns[0]?.number} ref={older} className={classes.older} />}
          {items.map((item) => {
            if (item.kind === 'day') return <DayLine key={item.id} at={item.at} />
            if (item.kind === 'happening')
              return <HappeningLine key={item.id} happening={item} name={channelNames[conversation.channel.kind]} />
            return <Message key={item.id} said={item} conversation={conversation} found={item.id === found} />
          })}
          {unsent.map((one) => (
            <Pending key={one.clientId} message={one} owner={conversation.ownerName} />
          ))}
        </div>
      </div>
      {away && news && (
        <button type="button" className={classes.news} onClick={toNewest}>
          <Icon name="arrow-down" size={14} />
          {t('newMessages')}
        </button>
      )}
      <Announcer text={announcement()} />
    </div>
  )

  function announcement(): string {
    const heard = lastHeard(items)
    return heard ? `${conversation.contact.name ?? ''}: ${spokenOf(heard.content, t)}` : ''
  }
}

/** Whether one has scrolled away from the newest, and whether something came meanwhile. */
function useReading(scroller: { current: HTMLElement | null }, newest: string | undefined) {
  const [away, setAway] = useState(false)
  const [seen, setSeen] = useState(newest)
  useEffect(() => {
    const element = scroller.current
    if (!element || newest === undefined) return
    const look = () => setAway(element.scrollTop < -80)
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [scroller, newest])
  useEffect(() => {
    if (!away) setSeen(newest)
  }, [away, newest])
  const [toNewest] = useState(() => () => void scroller.current?.scrollTo({ top: 0 }))
  return { away, news: seen !== newest, toNewest }
}

/** The first item of the turn that the address names, once it is read: older pages are read until it is. */
function useFound(
  conversationId: string,
  items: readonly TimelineItem[],
  oldest: number | undefined,
  readOlder: () => Promise<void>,
): string | undefined {
  const wanted = Number(useSearchParams()[0].get('turn') ?? Number.NaN)
  const latest = useRef(readOlder)
  latest.current = readOlder
  useEffect(() => {
    if (oldest !== undefined && wanted < oldest) void latest.current()
  }, [oldest, wanted])
  if (!Number.isInteger(wanted)) return undefined
  const turn = `${turnId(conversationId, wanted)}.`
  return items.find(({ id }) => id.startsWith(turn))?.id
}

/** Calls `onSight` when the element it is given comes near the visible part; a fresh element is looked at afresh. */
function useSight(onSight: () => Promise<void>) {
  const latest = useRef(onSight)
  latest.current = onSight
  const [ref] = useState(() => (element: HTMLElement | null) => {
    if (!element) return
    const root = element.closest('[role="log"]')
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void latest.current(), {
      root,
      rootMargin: '600px 0px 0px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  })
  return ref
}

/** Tells a screen reader of new messages, not of those that were there. */
function Announcer({ text }: { text: string }) {
  const first = useRef(text)
  return (
    <p className="al-hidden" role="status">
      {text === first.current ? '' : text}
    </p>
  )
}

/** Bubbles that are still on their way; nothing for the first 200 ms. */
export function MessageSkeletons() {
  const late = useLate(200)
  return (
    <div className={classes.place} aria-hidden="true">
      {late && (
        <div className={classes.bones}>
          <Skeleton width={260} height={36} radius={12} />
          <Skeleton width={320} height={60} radius={12} />
          <Skeleton width={200} height={36} radius={12} />
        </div>
      )}
    </div>
  )
}
