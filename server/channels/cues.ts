import { LRUCache } from 'lru-cache'
import { dialects } from '#runtime/channels/dialects.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Cue } from '#schemas/message.ts'
import { idsOfTurns, type Turn, type TurnEvent } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { startLoop } from '../engine/loop.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import type { Hub } from '../live/hub.ts'
import type { ChannelBook } from './channel-book.ts'
import { type ChannelRegistry, ioOf } from './registry.ts'

/** A chat as cues need it. */
type Chat = Pick<ConversationState, 'conversationId' | 'channel' | 'address'>

/** What customers are shown beside messages. None of it is waited for, written down or tried again. */
export interface Cues {
  /** A person writes to this customer. */
  typing(state: ConversationState): void
  /** A person has read what this customer wrote. */
  read(conversationId: string): void
  close(): Promise<void>
}

interface CueParts {
  engine: Engine
  channels: ChannelBook
  io: ChannelRegistry
  hub: Hub
}

/** What a flow does within this time is “about to answer”: a call of it, or a pause between two messages. */
const soonMs = 30_000
const renewMs = 1_000
/** Told again, while it lasts, when this part of the time it is shown is left. */
const partLeft = 5
/** Through one channel, so that cues take next to nothing of what messages may. */
const perSecond = 20
const mostWaiting = 1_000
const mostRemembered = 5_000
/** How far back it is looked for what a customer wrote last. */
const mostTurnsBack = 50

/**
 * Shows customers that a flow or a person is about to answer, and that what they wrote was read: when a flow has answered it, or a person
 * has opened it. A vendor is told at a small pace of its own, beside the outbox; what is too old by then is not told.
 */
export function startCues({ engine, channels, io, hub }: CueParts): Cues {
  const { now } = engine
  /** The vendor's id of what a customer wrote last. */
  const heard = new LRUCache<string, string>({ max: mostRemembered })
  /** Up to where the vendor was told that it is read. */
  const readUpTo = new LRUCache<string, string>({ max: mostRemembered })
  /** Until when a chat shows what was told of it last. */
  const shown = new LRUCache<string, number>({ max: mostRemembered })
  /** Chats in which a flow is about to say something. */
  const soon = new Map<string, { chat: Chat; until: number }>()
  const waiting = new Map<string, { cue: Cue; chat: Chat; until: number }>()
  const spent = new Map<string, { second: number; calls: number }>()
  /** More waited than may go in this second. */
  let isBehind = false
  let renewedAt = 0

  const add = (cue: Cue, chat: Chat, lastsMs: number): void => {
    const name = `${cue} ${chat.conversationId}`
    if (waiting.size >= mostWaiting && !waiting.has(name)) return
    waiting.set(name, { cue, chat, until: now() + lastsMs })
    // Behind others it is looked at with them.
    if (!isBehind) loop.nudge()
  }
  const type = (chat: Chat): void => {
    const { conversationId, channel } = chat
    const lastsMs = dialects[channel.kind].capabilities.cues?.typing?.lastsMs
    const until = shown.get(conversationId) ?? 0
    if (lastsMs === undefined || (until > now() && until - now() > lastsMs / partLeft)) return
    shown.set(conversationId, now() + lastsMs)
    if (dialects[channel.kind].encodeCue) add('typing', chat, lastsMs)
    else hub.typing(conversationId, lastsMs)
  }
  const readIn = (chat: Chat): void => {
    if (dialects[chat.channel.kind].capabilities.cues?.read) add('read', chat, Number.POSITIVE_INFINITY)
  }
  const isSoon = (state: ConversationState, forMs = soonMs): void => {
    const { conversationId, channel, address } = state
    if (!dialects[channel.kind].capabilities.cues?.typing) return
    if (engine.windows(channel.kind).of(state, instantAt(now())).flow.may !== 'anything') return
    const chat = { conversationId, channel, address }
    soon.set(conversationId, { chat, until: now() + forMs })
    type(chat)
    loop.nudge(renewMs)
  }

  const taken = (turn: Turn): void => {
    const { event, say, state } = turn
    const { cues } = dialects[state.channel.kind].capabilities
    if (!cues) return
    const { conversationId, channel, address } = state
    if (event.kind === 'message') heard.set(conversationId, event.message.id)
    soon.delete(conversationId)
    if (say.length > 0) {
      shown.delete(conversationId)
      waiting.delete(`typing ${conversationId}`)
      if (event.kind === 'message') readIn({ conversationId, channel, address })
    }
    const at = state.owner.kind === 'flow' ? state.session?.at : undefined
    if (at?.for !== 'time' || at.until === undefined || at.signal !== undefined) return
    const pauseMs = Date.parse(at.until) - now()
    if (pauseMs > 0 && pauseMs <= soonMs) isSoon(state, pauseMs)
  }
  const callsOut = (state: ConversationState, event: TurnEvent): void => {
    if (event.kind === 'message') heard.set(state.conversationId, event.message.id)
    if (state.owner.kind === 'flow') isSoon(state)
  }
  engine.turnListeners.add(taken)
  engine.callListeners.add(callsOut)

  /** Whether one more may go through the channel in this second of the wall. */
  const mayGo = (channelId: string): boolean => {
    const second = Math.floor(performance.now() / 1_000)
    const known = spent.get(channelId)
    if (known?.second !== second) spent.set(channelId, { second, calls: 1 })
    else if (known.calls >= perSecond) return false
    else known.calls++
    return true
  }
  const tell = async (cue: Cue, { conversationId, channel: { id, kind }, address }: Chat): Promise<void> => {
    const upTo = heard.get(conversationId) ?? (await heardLast(engine, conversationId))
    if (cue === 'read' && upTo !== undefined && upTo === readUpTo.get(conversationId)) return
    const channel = await channels.get(id)
    const call = channel && dialects[kind].encodeCue?.(cue, address, upTo)
    if (!call || Object.values(channel.troubles ?? {}).some(({ stops }) => stops)) return
    if (upTo !== undefined) readUpTo.set(conversationId, upTo)
    await ioOf(io, channel)?.cue?.(channel, call)
  }
  const loop = startLoop(
    async () => {
      if (Math.abs(now() - renewedAt) >= renewMs) {
        renewedAt = now()
        for (const [conversationId, { chat, until }] of soon) {
          if (until <= now()) soon.delete(conversationId)
          else type(chat)
        }
      }
      isBehind = false
      for (const [name, { cue, chat, until }] of waiting) {
        if (until > now() && !mayGo(chat.channel.id)) {
          isBehind = true
          continue
        }
        waiting.delete(name)
        if (until > now()) tell(cue, chat).catch((error: unknown) => engine.log.warn({ error }, 'a customer was not shown a cue'))
      }
      return soon.size > 0 || waiting.size > 0 ? renewMs : Number.POSITIVE_INFINITY
    },
    (error) => engine.log.warn({ error }, 'customers are not shown that somebody is about to answer'),
  )

  return {
    typing: ({ conversationId, channel, address }) => type({ conversationId, channel, address }),
    read: (conversationId) => {
      const known = engine.newest.get(conversationId) ?? newestState(engine, conversationId)
      Promise.resolve(known).then(
        (newest) => newest && readIn(newest.state),
        (error: unknown) => engine.log.warn({ error }, 'a customer was not shown that they were read'),
      )
    },
    close: async () => {
      engine.turnListeners.delete(taken)
      engine.callListeners.delete(callsOut)
      await loop.stop()
    },
  }
}

/** The vendor's id of what the customer wrote last, if it was not long ago. */
async function heardLast({ turns }: Engine, conversationId: string): Promise<string | undefined> {
  const { items } = await turns.find({ _id: idsOfTurns(conversationId) }, { sort: { _id: -1 }, limit: mostTurnsBack })
  for (const { event } of items) if (event.kind === 'message') return event.message.id
  return undefined
}
