import type { Socket } from 'socket.io-client'
import type { LiveEvents } from '#schemas/api/live.ts'

export type LiveEvent = keyof LiveEvents

export interface Live {
  /** Calls `listener` for each event until the returned function is called. */
  on<Event extends LiveEvent>(event: Event, listener: LiveEvents[Event]): () => void
  /** Calls `listener` with whether the line is up, at once and on every change. */
  onState(listener: (connected: boolean) => void): () => void
  close(): void
}

const heard: Record<LiveEvent, true> = {
  conversation: true,
  turn: true,
  gone: true,
  delivery: true,
  typing: true,
  flow: true,
  'flow-deleted': true,
  calendar: true,
  channel: true,
  job: true,
}
/** By a record: the compiler misses one that is left out. */
const events = Object.keys(heard) as LiveEvent[]

const againMs = 5_000

/** A minute earlier than this clock says: the server's may be behind, and hearing of something twice does no harm. */
const before = (moment: number) => new Date(moment - 60_000).toISOString()

/**
 * Opens the live line of one workspace. socket.io is fetched when this is first called. After a lost line it joins again and asks
 * which conversations changed since the line broke. Turns are not repeated: who shows some asks for them when the line is up again.
 * Whatever fails is tried again until the line is closed; `askWho` is called when the server hangs up, or keeps saying no: what this
 * person may may have changed.
 */
export function openLive(workspaceId: string, askWho: () => void): Live {
  const listeners = new Map<LiveEvent, Set<(event: never) => void>>(events.map((event) => [event, new Set()]))
  const states = new Set<(connected: boolean) => void>()
  let connected = false
  let closed = false
  let lostAt: number | undefined
  let socket: Socket | undefined

  const tell = (now: boolean) => {
    connected = now
    for (const listener of states) listener(now)
  }
  const again = (work: () => void) => setTimeout(() => !closed && work(), againMs)
  let refusals = 0
  /** Once may be chance: a new session can be on its way. */
  const countRefusal = () => {
    if (++refusals > 1) askWho()
  }
  const turnedAway = (work: () => void) => {
    tell(false)
    countRefusal()
    again(work)
  }
  const join = async (line: Socket) => {
    const joined: boolean = await line.emitWithAck('join', { workspaceId })
    if (!joined) return turnedAway(() => line.connected && enter(line))
    refusals = 0
    if (lostAt !== undefined) await line.emitWithAck('catch-up', { workspaceId, since: before(lostAt) })
    lostAt = undefined
    tell(true)
  }
  /** Where the line breaks meanwhile, the next one joins. */
  const enter = (line: Socket) => void join(line).catch(() => tell(false))
  const connect = async () => {
    const { io } = await import('socket.io-client')
    if (closed) return
    const line = io({ path: '/api/v1/live', transports: ['websocket', 'polling'] })
    socket = line
    line.on('connect', () => enter(line))
    line.on('disconnect', (reason) => {
      lostAt ??= Date.now()
      tell(false)
      // The server hangs up when a role changed: what one may hear of is decided anew.
      if (reason !== 'io server disconnect') return
      askWho()
      line.connect()
    })
    line.on('connect_error', () => {
      // A door that is shut to strangers looks like a network that is away; socket.io tries again.
      if (line.active) countRefusal()
      // Refused after the door: socket.io tries no more by itself.
      else turnedAway(() => line.connect())
    })
    for (const event of events) {
      line.on(event as string, (said: unknown) => {
        for (const listener of listeners.get(event) ?? []) listener(said as never)
      })
    }
  }
  // Its code could not be fetched.
  const start = () => void connect().catch(() => again(start))
  start()

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
