import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react'
import type { LiveEvents } from '#schemas/api/contract.ts'
import { keys } from '../api/keys.ts'
import { type Live, type LiveEvent, openLive } from '../api/live.ts'

const LiveContext = createContext<Live | undefined>(undefined)

/** One live line for all pages of a workspace; the shell itself uses it for the inbox count and the list of flows. */
export function LiveProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const [live, setLive] = useState<Live>()
  const queries = useQueryClient()
  useEffect(() => {
    const line = openLive(workspaceId)
    setLive(line)
    let soon: ReturnType<typeof setTimeout> | undefined
    // Many messages in one second are one look at the list.
    const countAgain = () => {
      soon ??= setTimeout(() => {
        soon = undefined
        void queries.invalidateQueries({ queryKey: keys.conversations(workspaceId) })
      }, 500)
    }
    line.onState((connected) => connected && countAgain())
    line.on('conversation', countAgain)
    line.on('flow', () => void queries.invalidateQueries({ queryKey: keys.flows(workspaceId), exact: true }))
    return () => {
      clearTimeout(soon)
      line.close()
    }
  }, [workspaceId, queries])
  return <LiveContext value={live}>{children}</LiveContext>
}

/** Calls `listener` for each `event` while the component is shown. */
export function useLive<Event extends LiveEvent>(event: Event, listener: LiveEvents[Event]): void {
  const live = useContext(LiveContext)
  const hear = useEffectEvent((said: never) => (listener as (said: never) => void)(said))
  useEffect(() => live?.on(event, ((said: never) => hear(said)) as LiveEvents[Event]), [live, event])
}

/** Whether events arrive right now. */
export function useLiveState(): boolean {
  const live = useContext(LiveContext)
  const [connected, setConnected] = useState(false)
  useEffect(() => live?.onState(setConnected), [live])
  return connected
}
