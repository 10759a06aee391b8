import type { Socket } from 'socket.io-client'
import type { LiveEvents } from '#schemas/api/contract.ts'

export type LiveEvent = keyof LiveEvents

export interface Live {
  /** Calls `listener` for each event until the returned function is called. */
  on<Event extends LiveEvent>(event: Event, listener: LiveEvents[Event]): () => void
  /** Calls `listener` with whether the line is up, at once and on every change. */
  onState(listener: (connected: boolean) => void): () => void
  close(): void
}

const events: LiveEvent[] = ['conversation', 'turn', 'delivery', 'flow']

/**
 * Opens the live line of one workspace. socket.io is fetched when this is first called. After a lost line it joins again and asks
 * for what it missed since the moment the line broke; an event may come twice, so listeners take each as a new state, not a change.
 */
export function openLive(workspaceId: string): Live {
  const listeners = new Map<LiveEvent, Set<(event: never) => void>>(events.map((event) => [event, new Set()]))
  const states = new Set<(connected: boolean) => void>()
  let connected = false
  let closed = false
  let lostAt: string | undefined
  let socket: Socket | undefined

  const tell = (now: boolean) => {
    connected = now
    for (const listener of states) listener(now)
  }
  const join = (line: Socket) =>
    line.emit('join', { workspaceId }, () => {
      if (lostAt) line.emit('catch-up', { since: lostAt })
      lostAt = undefined
      tell(true)
    })
  const connect = async () => {
    const { io } = await import('socket.io-client')
    if (closed) return
    const line = io({ path: '/api/v1/live', transports: ['websocket', 'polling'] })
    socket = line
    line.on('connect', () => join(line))
    line.on('disconnect', () => {
      lostAt ??= new Date().toISOString()
      tell(false)
    })
    for (const event of events) {
      line.on(event as string, (said: unknown) => {
        for (const listener of listeners.get(event) ?? []) listener(said as never)
      })
    }
  }
  void connect()

  return {
    on(event, listener) {
      const set = listeners.get(event) as Set<(event: never) => void>
      set.add(listener as (event: never) => void)
      return () => set.delete(listener as (event: never) => void)
    },
    onState(listener) {
      states.add(listener)
      listener(connected)
      return () => states.delete(listener)
    },
    close() {
      closed = true
      socket?.close()
    },
  }
}
