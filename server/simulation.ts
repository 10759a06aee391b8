import { nextDue } from '#runtime/timers.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelKind, IncomingContent } from '#schemas/message.ts'
import type { AgentAction } from '#schemas/turn.ts'
import { type Assembled, assemble, type Outside } from './assemble.ts'
import { takeMail } from './channels/index.ts'
import { actOnConversation, rowOf } from './chats/index.ts'
import { wakeDue } from './engine/timers/timers.ts'
import { type Handled, handleMessage } from './engine/turns/handle-message.ts'
import { newestState } from './engine/turns/take-turn.ts'

/** A clock that only whoever has it moves. */
export interface Clock {
  now(): number
  pass(ms: number): void
}

/** From `from`, in ms since 1970. */
export function clockAt(from: number): Clock {
  let now = from
  return {
    now: () => now,
    pass: (ms) => {
      now += ms
    },
  }
}

/** Somebody who writes over a channel of a workspace. */
export interface Person {
  workspaceId: string
  channelId: string
  channelKind: ChannelKind
  externalId: string
}

/** What people do with a server whose workers rest and whose clock somebody moves: all of it goes through the server's own use cases. */
export interface Simulation {
  /** `id`: the channel's, for the message. */
  says(person: Person, id: string, content: IncomingContent): Promise<Handled>
  /** A mail, as it would lie in the channel's mailbox. */
  mails(channelId: string, source: Buffer): Promise<void>
  acts(
    who: { workspaceId: string; agentId: string },
    conversationId: string,
    action: AgentAction,
  ): ReturnType<typeof actOnConversation>
  /** When the chat does something by itself, in ms since 1970; never, where nothing is due. */
  ringsAt(conversationId: string): Promise<number>
  /** Rings what is due as a running server does: found by its query, once the list shows the chat's newest turn. How many rang. */
  rings(conversationId: string): Promise<number>
  /** What is derived from turns shows the chat's newest one. */
  caughtUp(conversationId: string): Promise<void>
}

/** A whole server that goes by somebody's clock, and what people do with it. */
export type Simulated = Assembled & { simulation: Simulation }

/**
 * The server as it runs, by the clock of whoever starts it: for the demo, tests and benchmarks. Its workers rest unless they are asked
 * for. Nothing listens yet.
 */
export async function startSimulation({
  clock,
  ...outside
}: Omit<Outside, 'now'> & { clock: Pick<Clock, 'now'> }): Promise<Simulated> {
  const server = await assemble({ workers: false, ...outside, now: clock.now })
  return { ...server, simulation: simulationOf(server) }
}

function simulationOf({
  engine,
  projections,
  channels,
  deps,
}: Pick<Assembled, 'engine' | 'projections' | 'channels' | 'deps'>): Simulation {
  const simulation: Simulation = {
    says: ({ workspaceId, channelId, channelKind, externalId }, id, content) => {
      const message = { id, channelId, from: { externalId }, at: instantAt(engine.now()), content }
      return handleMessage(engine, { workspaceId, channelKind, message })
    },
    mails: async (channelId, source) => {
      const channel = await channels.get(channelId)
      if (!channel) throw new Error(`there is no channel ${channelId}`)
      await takeMail({ engine, io: deps.channels, health: deps.health }, channel, source, instantAt(engine.now()))
    },
    acts: (who, conversationId, action) => actOnConversation(engine, who, conversationId, action),
    ringsAt: async (conversationId) => {
      const newest = await newestState(engine, conversationId)
      const next = newest && nextDue(newest.state)
      return next ? Date.parse(next.at) : Number.POSITIVE_INFINITY
    },
    rings: async (conversationId) => {
      await simulation.caughtUp(conversationId)
      return wakeDue(engine)
    },
    caughtUp: async (conversationId) => {
      const newest = engine.newest.get(conversationId) ?? (await newestState(engine, conversationId))
      while (((await rowOf(engine.store, conversationId))?.turn ?? 0) < (newest?.number ?? 0)) {
        await projections.flush()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
  return simulation
}
