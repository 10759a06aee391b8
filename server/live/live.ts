import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import type { LiveEvents } from '#schemas/api/live.ts'
import { may } from '#schemas/roles.ts'
import { scopeOf } from '#schemas/scope.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { type AuthDeps, authenticate, type Caller, onPasswordChanged, onSignedOut, refuseOtherSites } from '../accounts/index.ts'
import { onCalendar } from '../calendar/index.ts'
import { onChannel } from '../channels/index.ts'
import {
  type Names,
  onRow,
  pageInScope,
  rowOf,
  type Spot,
  spotsOf,
  spotsWith,
  standingAt,
  turnView,
  type Viewer,
  viewOf,
} from '../chats/index.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import {
  flowIdsOf,
  type LivePointerDoc,
  livePointerOf,
  onDraftSaved,
  onLivePointer,
  type SavedDraft,
  savedDraftOf,
} from '../flows/index.ts'
import { jobs } from '../jobs/collections.ts'
import type { DeliveryDoc } from '../outbox/collections.ts'
import { type MemberDoc, memberOf, onMember, onTokenEnded } from '../workspaces/index.ts'
import { flowEvent } from './flow-event.ts'
import type { Hub } from './hub.ts'

interface Known {
  caller: Caller
  /** Who they are in the workspace they joined last, and which chats they see there. */
  viewer?: Viewer
}
type LiveServer = Server<ClientEvents, LiveEvents, object, Known>

interface ClientEvents {
  /** Hear of everything in a workspace; answers whether one may. */
  join(what: { workspaceId: string }, answer: (joined: boolean) => void): void
  /** Every conversation that changed since an instant, after a reconnect. */
  'catch-up'(what: { workspaceId: string; since: string }, answer: (done: boolean) => void): void
}

const mostCaughtUp = 500

/** What is pushed to agents' and admins' browsers. Push is a courtesy: whoever missed something asks again. */
export function startLive(
  deps: AuthDeps,
  engine: Engine,
  hub: Hub,
  names: Names,
): { attach(http: HttpServer): void; close(): void } {
  const { store } = engine
  /** Who asks for a line, or null. */
  const knock = async (headers: IncomingHttpHeaders): Promise<Caller | null> => {
    refuseOtherSites(deps.config, headers)
    return (await authenticate(deps, headers))?.caller ?? null
  }
  // Nobody holds a line, or the memory of one, before it is known who they are.
  const allowRequest: ServerOptions['allowRequest'] = (request, answer) => {
    knock(request.headers).then(
      (caller) => answer(null, caller !== null),
      () => answer(null, false),
    )
  }
  const io: LiveServer = new Server({ path: '/api/v1/live', serveClient: false, maxHttpBufferSize: 64 * 1024, allowRequest })
  const watched = new Map<string, () => void>()
  /** Whose flows there are, of workspaces that somebody joined: of what was deleted the store tells the id alone. */
  const workspaceOf = new Map<string, string>()
  /** Everybody who hears of chats there: of all, or of those in their spots. */
  const inboxOf = (workspaceId: string): string => `inbox ${workspaceId}`
  const chatsIn = (workspaceId: string, spot: Spot | 'all'): string => `chats ${workspaceId} ${spot}`
  const chatsOf = (workspaceId: string, spots: readonly Spot[]): string[] =>
    (['all', ...spots] as const).map((spot) => chatsIn(workspaceId, spot))
  const jobsOf = (workspaceId: string): string => `jobs ${workspaceId}`
  const flowsOf = (workspaceId: string): string => `flows ${workspaceId}`
  const personOf = (userId: string): string => `person ${userId}`
  /** Who joined a workspace as this member. */
  const seatOf = (memberId: string): string => `seat ${memberId}`
  /** And with this role, this sight and these teams. */
  const roomOf = ({ _id, role, sees = 'all', teams = [] }: MemberDoc): string =>
    `member ${_id} ${role} ${sees} ${[...teams].sort().join(' ')}`
  const credentialOf = (id: string | undefined): string => `credential ${id}`

  io.use(async (socket, next) => {
    try {
      const caller = await knock(socket.handshake.headers)
      if (!caller) return next(new Error('signed-out'))
      socket.data.caller = caller
      next()
    } catch {
      next(new Error('refused'))
    }
  })

  /** Whether somebody hears of some chats only: for them it is found out where each chat stands. */
  const someSeeLess = (workspaceId: string): boolean => {
    const { rooms } = io.sockets.adapter
    return (rooms.get(inboxOf(workspaceId))?.size ?? 0) > (rooms.get(chatsIn(workspaceId, 'all'))?.size ?? 0)
  }

  const pushConversation = async (workspaceId: string, conversationId: string): Promise<void> => {
    const doc = await rowOf(store, conversationId)
    if (doc?.workspaceId !== workspaceId) return
    // The list may be a moment behind: who may see the chat is asked of its newest turn.
    const newer = someSeeLess(workspaceId) ? engine.newest.get(conversationId) : undefined
    const standing = newer && newer.number > doc.turn ? await standingAt(engine, newer) : doc
    io.to(chatsOf(workspaceId, spotsWith(standing))).emit('conversation', { conversation: viewOf(doc, names) })
  }

  /** A draft was saved, or what of a flow is live changed: whichever the store told of, the other is looked up. */
  const pushFlow = async (id: string, told: { draft?: SavedDraft; pointer?: LivePointerDoc }): Promise<void> => {
    const workspaceId = (told.draft ?? told.pointer)?.workspaceId ?? ''
    if (!io.sockets.adapter.rooms.has(flowsOf(workspaceId))) return
    workspaceOf.set(id, workspaceId)
    const draft = told.draft ?? (await savedDraftOf(store, id))
    const pointer = told.pointer ?? (await livePointerOf(store, id))
    if (draft && pointer) io.to(flowsOf(workspaceId)).emit('flow', flowEvent(draft, pointer, names))
  }

  const pushTurn = async (turn: Turn): Promise<void> => {
    const { workspaceId, number } = turn
    const { conversationId } = turn.state
    const view = await turnView(engine, names, turn)
    const news = { conversationId, turn: view }
    if (!someSeeLess(workspaceId)) return void io.to(inboxOf(workspaceId)).emit('turn', news)
    const rooms = chatsOf(workspaceId, spotsWith(await standingAt(engine, turn)))
    io.to(rooms).emit('turn', news)
    const before = number > 1 ? await engine.turns.get(turnId(conversationId, number - 1)) : null
    if (!before) return
    const spots = spotsWith(await standingAt(engine, before))
    const left = chatsOf(workspaceId, spots).filter((room) => !rooms.includes(room))
    if (left.length > 0) io.to(left).except(rooms).emit('gone', { conversationId, turn: number })
  }

  const pushDelivery = async (delivery: DeliveryDoc): Promise<void> => {
    const { workspaceId, conversationId, turnNumber, _id: messageId, status, at, reason } = delivery
    const known = someSeeLess(workspaceId) ? await newestState(engine, conversationId) : null
    const rooms = known ? chatsOf(workspaceId, spotsWith(await standingAt(engine, known))) : chatsOf(workspaceId, [])
    io.to(rooms).emit('delivery', { conversationId, turnNumber, messageId, status, at, ...(reason ? { reason } : {}) })
  }

  const pushTyping = async (workspaceId: string, conversationId: string): Promise<void> => {
    const known = someSeeLess(workspaceId) ? await newestState(engine, conversationId) : null
    const rooms = chatsOf(workspaceId, known ? spotsWith(await standingAt(engine, known)) : [])
    io.to(rooms).emit('typing', { conversationId })
  }

  const courtesy = (push: Promise<void>): void => {
    push.catch((error: unknown) => engine.log.warn({ error }, 'a browser was not told of something; it will ask'))
  }

  const watch = (workspaceId: string): void => {
    if (watched.has(workspaceId)) return
    const hangUp = (): void => void io.in(inboxOf(workspaceId)).disconnectSockets(true)
    const stopTurns = hub.onWorkspace(workspaceId, {
      turn: (turn) => courtesy(pushTurn(turn)),
      delivery: (delivery) => courtesy(pushDelivery(delivery)),
      typing: (conversationId) => courtesy(pushTyping(workspaceId, conversationId)),
      missed: hangUp,
    })
    const stopList = onRow(
      store,
      ({ id, doc }) => {
        if (!doc || doc.workspaceId === workspaceId) courtesy(pushConversation(workspaceId, id))
      },
      hangUp,
    )
    watched.set(workspaceId, () => {
      stopTurns()
      stopList()
    })
  }

  const join = async (socket: Socket<ClientEvents, LiveEvents, object, Known>, workspaceId: unknown): Promise<boolean> => {
    if (typeof workspaceId !== 'string') return false
    // Rights may have changed since this line was opened, and in another process.
    const caller = (await authenticate(deps, socket.handshake.headers))?.caller
    if (!caller) return false
    if (caller.token && caller.token.workspaceId !== workspaceId) return false
    const member = await memberOf(store, workspaceId, caller.user.id)
    if (!member || !socket.connected) return false
    const role = caller.token?.role ?? member.role
    const readsInbox = (may.readInbox as readonly string[]).includes(role)
    // It ends when the last one leaves the inbox.
    if (readsInbox) watch(workspaceId)
    const readsJobs = (may.readAllJobs as readonly string[]).includes(role)
    const viewer: Viewer = { workspaceId, agentId: caller.user.id, scope: caller.token?.scope ?? scopeOf(member) }
    socket.data.viewer = viewer
    const theirs = (spotsOf(viewer) ?? (['all'] as const)).map((spot) => chatsIn(workspaceId, spot))
    const rooms = [...(readsInbox ? [inboxOf(workspaceId), ...theirs] : []), ...(readsJobs ? [jobsOf(workspaceId)] : [])]
    await socket.join([flowsOf(workspaceId), seatOf(member._id), roomOf(member), ...rooms])
    for (const flowId of await flowIdsOf(store, workspaceId)) workspaceOf.set(flowId, workspaceId)
    return true
  }

  io.on('connection', (socket) => {
    const { caller } = socket.data
    void socket.join([personOf(caller.user.id), credentialOf(caller.token?.id ?? caller.signInId)])
    socket.on('join', (what, answer) => {
      join(socket, what?.workspaceId).then(reply(answer), () => reply(answer)(false))
    })
    socket.on('catch-up', (what, answer) => {
      catchUp(socket, what).then(reply(answer), () => reply(answer)(false))
    })
  })

  const catchUp = async (
    socket: Socket<ClientEvents, LiveEvents, object, Known>,
    what: { workspaceId?: unknown; since?: unknown } | undefined,
  ): Promise<boolean> => {
    const { workspaceId, since } = what ?? {}
    if (typeof workspaceId !== 'string' || typeof since !== 'string' || !socket.rooms.has(inboxOf(workspaceId))) return false
    const { viewer } = socket.data
    if (viewer?.workspaceId !== workspaceId) return false
    const changed = await pageInScope(store, viewer, 'all', { where: { updatedAt: { $gt: since } }, limit: mostCaughtUp })
    for (const doc of changed.items.reverse()) socket.emit('conversation', { conversation: viewOf(doc, names) })
    return changed.next === undefined
  }

  io.sockets.adapter.on('delete-room', (room: string) => {
    const workspaceId = room.startsWith('inbox ') ? room.slice('inbox '.length) : undefined
    if (!workspaceId) return
    watched.get(workspaceId)?.()
    watched.delete(workspaceId)
  })

  const hangUpCredential = (id: string): void => void io.in(credentialOf(id)).disconnectSockets(true)
  const hangUpPerson = (userId: string): void => void io.in(personOf(userId)).disconnectSockets(true)
  const hangUpAll = (): void => void io.disconnectSockets(true)
  // Told by the store, whichever process wrote, perhaps late and twice. Whoever may still see something comes back and joins again.
  const stops = [
    onSignedOut(store, hangUpCredential, hangUpAll),
    onTokenEnded(store, hangUpCredential, hangUpAll),
    onPasswordChanged(store, hangUpPerson, hangUpAll),
    onMember(
      store,
      ({ id, doc }) => {
        // Their lines to other workspaces are none of this one's business.
        io.in(seatOf(id))
          .except(doc ? [roomOf(doc)] : [])
          .disconnectSockets(true)
      },
      hangUpAll,
    ),
    onChannel(store, ({ _id, workspaceId }) => io.to(flowsOf(workspaceId)).emit('channel', { channelId: _id }), hangUpAll),
    onCalendar(store, ({ workspaceId, changedAt }) => io.to(flowsOf(workspaceId)).emit('calendar', { changedAt }), hangUpAll),
    store.collection(jobs).subscribe(({ doc }) => {
      if (!doc) return
      const { _id: jobId, workspaceId, by, state, done, of } = doc
      // To whoever may read it.
      io.to([jobsOf(workspaceId), personOf(by)]).emit('job', { jobId, state, done, ...(of === undefined ? {} : { of }) })
    }, hangUpAll),
    onDraftSaved(store, (draft) => courtesy(pushFlow(draft._id, { draft })), hangUpAll),
    onLivePointer(
      store,
      ({ id, doc }) => {
        if (doc) return courtesy(pushFlow(id, { pointer: doc }))
        const workspaceId = workspaceOf.get(id)
        if (workspaceId === undefined) return
        workspaceOf.delete(id)
        io.to(flowsOf(workspaceId)).emit('flow-deleted', { flowId: id })
      },
      hangUpAll,
    ),
  ]

  return {
    attach: (http) => void io.attach(http),
    close: () => {
      for (const stop of stops) stop()
      for (const stop of watched.values()) stop()
      io.disconnectSockets(true)
      io.engine?.close()
    },
  }
}

const reply =
  (answer: unknown) =>
  (value: boolean): void => {
    if (typeof answer === 'function') answer(value)
  }
