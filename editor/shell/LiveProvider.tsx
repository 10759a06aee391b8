import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react'
import type { LiveEvents } from '#schemas/api/live.ts'
import { askAgain } from '../api/ask-again.ts'
import { keys } from '../api/keys.ts'
import { type Live, type LiveEvent, openLive } from '../api/live.ts'
import { oncePer } from './once-per.ts'

const LiveContext = createContext<Live | undefined>(undefined)

/** One live line for all pages of a workspace; the shell itself uses it for the inbox count and the list of flows. */
export function LiveProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const [live, setLive] = useState<Live>()
  const queries = useQueryClient()
  useEffect(() => {
    const line = openLive(workspaceId, () => void queries.invalidateQueries({ queryKey: keys.me }))
    setLive(line)
    const countAgain = oncePer(500, () => askAgain(queries, { queryKey: keys.conversations(workspaceId) }))
    // Whoever looks at the cases sees them open and close; what they are counted from comes a little after the news.
    const casesAgain = oncePer(2_000, () => askAgain(queries, { queryKey: keys.caseList(workspaceId) }))
    // People are known a little after what they write, too; a list of many pages is asked for page by page.
    const contactsAgain = oncePer(5_000, () => askAgain(queries, { queryKey: keys.contacts(workspaceId) }))
    // Whoever writes a flow saves it every second or so, and the list comes with figures.
    const listAgain = oncePer(5_000, () => {
      askAgain(queries, { queryKey: keys.flows(workspaceId), exact: true })
      askAgain(queries, { queryKey: keys.flowOrder(workspaceId) })
    })
    // A vendor that is back lets many channels work at once.
    const channelsAgain = oncePer(500, () => askAgain(queries, { queryKey: keys.channels(workspaceId) }))
    const hoursAgain = oncePer(500, () => askAgain(queries, { queryKey: keys.calendar(workspaceId), exact: true }))
    const jobsAgain = oncePer(500, () => {
      askAgain(queries, { queryKey: keys.jobs(workspaceId) })
      askAgain(queries, { queryKey: keys.closings(workspaceId) })
    })
    line.onState((connected) => {
      if (!connected) return
      jobsAgain.ask()
      countAgain.ask()
      casesAgain.ask()
      contactsAgain.ask()
      channelsAgain.ask()
      hoursAgain.ask()
    })
    line.on('conversation', countAgain.ask)
    line.on('conversation', casesAgain.ask)
    line.on('gone', countAgain.ask)
    line.on('gone', casesAgain.ask)
    line.on('conversation', contactsAgain.ask)
    line.on('gone', contactsAgain.ask)
    line.on('flow', listAgain.ask)
    line.on('flow-deleted', listAgain.ask)
    line.on('channel', channelsAgain.ask)
    line.on('calendar', hoursAgain.ask)
    line.on('job', jobsAgain.ask)
    line.on('job', contactsAgain.ask)
    return () => {
      countAgain.stop()
      casesAgain.stop()
      contactsAgain.stop()
      listAgain.stop()
      channelsAgain.stop()
      hoursAgain.stop()
      jobsAgain.stop()
      line.close()
    }
  }, [workspaceId, queries])
  return <LiveContext value={live}>{children}</LiveContext>
}

/** Calls `listener` for each `event` while the component is shown. */
export function useLive<Event extends LiveEvent>(event: Event, listener: LiveEvents[Event]): void {
  const live = useContext(LiveContext)
  const hear = useEffectEvent((said: never) => (listener as (said: never) => void)(said))
  useEffect(() => {
    return live?.on(event, ((said: never) => hear(said)) as LiveEvents[Event])
  }, [live, event])
}

/** Whether events arrive right now. */
export function useLiveState(): boolean {
  const live = useContext(LiveContext)
  const [connected, setConnected] = useState(false)
  useEffect(() => {
    return live?.onState(setConnected)
  }, [live])
  return connected
}
