import { firstState } from '#runtime/first-state.ts'
import { isForgotten } from '#runtime/forget.ts'
import { type Departure, replay } from '#runtime/replay.ts'
import { worldOf } from '#runtime/world-of.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import { findAll } from '../../store/find-all.ts'
import type { Engine } from '../engine.ts'

/**
 * Takes a conversation's turns again from what is recorded, on this program, and says where it first does otherwise; undefined where it
 * never does. Nothing is asked and nothing is written. Throws a `SecretError` when what services answered was sealed with another key.
 */
export async function replayConversation(engine: Engine, conversationId: string): Promise<Departure | undefined> {
  const all = await findAll(engine.turns, { _id: idsOfTurns(conversationId) }, { _id: 1 })
  // What came before its person was forgotten is deleted, or about to be.
  const from = all.findLastIndex(({ state }) => isForgotten(state))
  const recorded = all.slice(from + 1)
  const [first] = recorded
  if (!first) return undefined
  return replay(all[from]?.state ?? stateBefore(first), recorded, (turn) => worldThen(engine, turn))
}

/** The world of a turn that was taken before, as it stands in the record. */
async function worldThen({ flows, registry, sealing, windows }: Engine, turn: Turn) {
  const { workspaceId, asked } = turn
  const { starting, reachable, withdrawn } = await flows.liveThen(workspaceId, turn)
  return worldOf(registry, starting, {
    reachable,
    withdrawn,
    version: (flowId, version) => flows.version(workspaceId, flowId, version),
    ...(asked ? { recorded: sealing.open(workspaceId, asked) } : {}),
    windows,
  })
}

/** The conversation before its first turn. */
function stateBefore({ event, state }: Turn): ConversationState {
  const { workspaceId, conversationId, channel, contact, address } = state
  const from = event.kind === 'message' || event.kind === 'echo' ? event.message.from : { externalId: address }
  return firstState(conversationId, contact.id, {
    workspaceId,
    channelKind: channel.kind,
    message: { channelId: channel.id, from },
  })
}
