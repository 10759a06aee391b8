import { dayOf } from '#nodes/dates.ts'
import { startsWhenOpened } from '#nodes/start/matches.ts'
import type { NodeConfig } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../../engine/engine.ts'
import { openedKey } from '../../engine/event-keys.ts'
import { inConversationOf } from '../../engine/turns/in-conversation-of.ts'
import { beginning } from '../../engine/turns/take-message-turn.ts'
import { newestState, takeTurn, turnOf } from '../../engine/turns/take-turn.ts'
import type { KnownChannel } from '../channel-book.ts'

/** Whether any flow of the channel's workspace greets who opens a chat on it. */
export async function isGreeted({ flows }: Pick<Engine, 'flows'>, { workspaceId, kind }: KnownChannel): Promise<boolean> {
  const { starting } = await flows.live(workspaceId)
  return starting.some(({ start }) => start && startsWhenOpened(start.data.config as NodeConfig as never, kind))
}

/**
 * Somebody opened the chat: its one greeting of this day in the workspace's time zone, for whoever has not written on it. The turn it
 * was said in, also when it was said before; undefined where there is nothing to say, such as while a flow runs.
 */
export async function openChat(
  engine: Engine,
  channel: KnownChannel,
  { externalId, crowded }: { externalId: string; crowded: boolean },
): Promise<Turn | undefined> {
  const { workspaceId, id: channelId, kind: channelKind } = channel
  const zone = await engine.timeZones.of(workspaceId)
  const day = dayOf(instantAt(engine.now()), zone)
  const begins = { workspaceId, channelKind, message: { channelId, from: { externalId } } }
  const openIn = (conversationId: string): Promise<Turn | undefined> => {
    const inboundKey = openedKey(conversationId, day)
    return engine.queue.run(conversationId, {
      run: async (network) => {
        // A turn that calls out must not even begin a second time.
        const said = await turnOf(engine, inboundKey)
        if (said) return said
        const wroteAt = (await newestState(engine, conversationId))?.state.lastInboundAt
        if (wroteAt && dayOf(wroteAt, zone) === day) return undefined
        const taken = await takeTurn(engine, {
          conversationId,
          event: { kind: 'opened', day, ...(crowded ? { crowded } : {}) },
          inboundKey,
          network,
          first: () => beginning(engine, conversationId, begins),
        })
        return taken.kind === 'refused' ? undefined : taken.turn
      },
    })
  }
  return inConversationOf(engine, channel, { externalId }, openIn)
}
