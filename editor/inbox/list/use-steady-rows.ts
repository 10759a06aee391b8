import { useCallback, useLayoutEffect, useRef } from 'react'
import type { ConversationView } from '#schemas/api/inbox.ts'

/**
 * Keeps what is being read in its place while rows above it come, go and move up. Returns what the list tells its scroller to.
 * At the very top nothing is kept: that is where one watches for news.
 */
export function useSteadyRows(
  rows: readonly ConversationView[],
  height: number,
): (scroller: HTMLElement | Window | null) => void {
  const scroller = useRef<HTMLElement>(null)
  const before = useRef(rows)
  useLayoutEffect(() => {
    const moved = movedBy(before.current, rows, Math.floor((scroller.current?.scrollTop ?? 0) / height))
    before.current = rows
    if (scroller.current && scroller.current.scrollTop > 0 && moved !== 0) scroller.current.scrollTop += moved * height
  }, [rows, height])
  return useCallback((element) => {
    scroller.current = element instanceof HTMLElement ? element : null
  }, [])
}

/** How many places the first visible row that has no news of its own went down. */
function movedBy(before: readonly ConversationView[], after: readonly ConversationView[], firstVisible: number): number {
  const updatedAt = new Map(after.map((row, index) => [row.id, { index, updatedAt: row.updatedAt }]))
  for (let index = firstVisible; index < before.length; index++) {
    const row = before[index] as ConversationView
    const now = updatedAt.get(row.id)
    if (now?.updatedAt === row.updatedAt) return now.index - index
  }
  return 0
}
