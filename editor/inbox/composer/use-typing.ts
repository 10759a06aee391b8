import { useEffect, useRef, useState } from 'react'
import { tellTyping } from '../../api/conversations.ts'
import { useLive } from '../../shell/LiveProvider.tsx'
import { useSession } from '../../shell/session.tsx'

/** No more often than this; every channel shows it for longer. */
const everyMs = 4_000
const shownMs = 6_000

/** Gives what tells the customer, now and then, that somebody writes to them. */
export function useTellTyping(conversationId: string): () => void {
  const { workspace } = useSession()
  const toldAt = useRef(Number.NEGATIVE_INFINITY)
  return () => {
    if (performance.now() - toldAt.current < everyMs) return
    toldAt.current = performance.now()
    // Nobody misses one that did not arrive.
    tellTyping(workspace.id, conversationId).catch(() => undefined)
  }
}

/** Whether the customer writes just now, as far as their channel tells. */
export function useCustomerTyping(conversationId: string): boolean {
  const [told, setTold] = useState<{ at: number }>()
  useLive('typing', (news) => news.conversationId === conversationId && setTold({ at: performance.now() }))
  useLive('turn', (news) => news.conversationId === conversationId && news.turn.event.kind === 'message' && setTold(undefined))
  useEffect(() => {
    if (!told) return
    const timer = setTimeout(() => setTold(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [told])
  return told !== undefined
}
