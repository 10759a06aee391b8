import { NeedsNetwork } from '#runtime/errors.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelKind, IncomingMessage } from '#schemas/message.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { contactIdOf, conversationIdOf } from '../engine/ids.ts'
import { underLease } from '../engine/lease.ts'
import { takeTurn, turnOf } from '../engine/take-turn.ts'
import { UniqueViolation } from '../store/contract.ts'

/** What to tell the provider. `kept`: durable, its turn is being taken and will speak for itself. */
export type Handled = { kind: 'turn' | 'duplicate'; turn: Turn } | { kind: 'kept'; conversationId: string }

export interface HandleMessage {
  workspaceId: string
  channelKind: ChannelKind
  message: IncomingMessage
}

const millisecondsBeforeRetry = 30_000

/**
 * One inbound message, once. When the chat is idle and its turn needs no network, keeping the message and taking its turn is one
 * durable write; otherwise the message is kept first and its turn taken after the provider has its answer.
 */
export function handleMessage(
  engine: Engine,
  what: HandleMessage,
  conversationId = conversationIdOf(what.message.channelId, what.message.from.externalId),
): Promise<Handled> {
  return new Promise((resolve, reject) => {
    let kept: Promise<void> | undefined
    const keep = (): Promise<void> => {
      kept ??= keepMessage(engine, conversationId, what).then(() => resolve({ kind: 'kept', conversationId }))
      kept.catch(reject)
      return kept
    }
    engine.queue
      .run(conversationId, {
        keep: () => void keep(),
        run: async (network) => {
          try {
            if (!kept) return resolve(await takeMessage(engine, conversationId, what))
          } catch (error) {
            if (!(error instanceof NeedsNetwork)) throw error
          }
          network()
          await keep()
          await takeKept(engine, conversationId, what, { network, attempts: 0 })
        },
      })
      .catch(reject)
  })
}

/**
 * Takes the turn of a kept message and lets go of it, under a lease for as long as the turn takes. What fails stays kept; the inbox
 * worker tries again: `attempts` is how often it has.
 */
export async function takeKept(
  engine: Engine,
  conversationId: string,
  what: HandleMessage,
  { network, attempts }: { network: () => void; attempts: number },
): Promise<void> {
  const id = inboundKeyOf(what.message)
  // A later try is due later still.
  const prolong = (until: string) => engine.inbox.update(id, { $set: { dueAt: until } }, { attempts, dueAt: { $lt: until } })
  try {
    await underLease(engine.now, prolong, () => takeMessage(engine, conversationId, what, network))
    await engine.inbox.delete({ _id: id })
  } catch (error) {
    engine.log.error({ error, conversationId }, 'the turn of a kept message failed; it will be tried again')
  }
}

export const inboundKeyOf = (message: Pick<IncomingMessage, 'channelId' | 'id'>): string => `${message.channelId}:${message.id}`

async function takeMessage(
  engine: Engine,
  conversationId: string,
  what: HandleMessage,
  network?: () => void,
): Promise<{ kind: 'turn' | 'duplicate'; turn: Turn }> {
  const inboundKey = inboundKeyOf(what.message)
  if (network) {
    // A turn that calls out must not even begin for a message that already has one.
    const turn = await turnOf(engine, inboundKey)
    if (turn) return { kind: 'duplicate', turn }
  }
  const taken = await takeTurn(engine, {
    conversationId,
    event: { kind: 'message', message: what.message },
    inboundKey,
    network,
    first: () => firstState(conversationId, what),
  })
  if (taken.kind === 'refused') throw new Error(`a message was refused: ${taken.refused}`)
  return taken
}

async function keepMessage(engine: Engine, conversationId: string, what: HandleMessage): Promise<void> {
  const now = engine.now()
  try {
    await engine.inbox.insert({
      _id: inboundKeyOf(what.message),
      workspaceId: what.workspaceId,
      channelKind: what.channelKind,
      conversationId,
      message: what.message,
      acceptedAt: instantAt(now),
      attempts: 0,
      dueAt: instantAt(now + millisecondsBeforeRetry),
    })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
  }
}

/** The conversation before its first turn. */
export function firstState(conversationId: string, { workspaceId, channelKind, message }: HandleMessage): ConversationState {
  return {
    workspaceId,
    conversationId,
    channel: { id: message.channelId, kind: channelKind },
    address: message.from.address ?? message.from.externalId,
    owner: { kind: 'flow' },
    status: 'open',
    contact: { id: contactIdOf(conversationId), fields: {}, tags: [] },
    past: {},
    inbound: 0,
  }
}
