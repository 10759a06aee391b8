import { NeedsNetwork } from '#runtime/errors.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'
import { conversationIdOf } from '../ids.ts'
import { hasKept, keepMessage, processKept } from './kept-messages.ts'
import { type Inbound, takeMessageTurn } from './take-message-turn.ts'

/** What to tell the provider. `kept`: durable, its turn is being taken and will speak for itself. */
export type Handled = { kind: 'turn' | 'duplicate'; turn: Turn } | { kind: 'kept'; conversationId: string }

/**
 * One inbound message, once. When the chat is idle and its turn needs no network, keeping the message and taking its turn is one
 * durable write; otherwise the message is kept first and its turn taken after the provider has its answer.
 */
export function handleMessage(
  engine: Engine,
  inbound: Inbound,
  conversationId = conversationIdOf(inbound.message.channelId, inbound.message.from.externalId),
): Promise<Handled> {
  return new Promise((resolve, reject) => {
    let kept: Promise<void> | undefined
    const keep = (): Promise<void> => {
      kept ??= keepMessage(engine, conversationId, inbound).then(() => resolve({ kind: 'kept', conversationId }))
      kept.catch(reject)
      return kept
    }
    engine.queue
      .run(conversationId, {
        keep: () => void keep(),
        run: async (network) => {
          try {
            if (!kept && !(await hasKept(engine, conversationId)))
              return resolve(await takeMessageTurn(engine, conversationId, inbound))
          } catch (error) {
            if (!(error instanceof NeedsNetwork)) throw error
          }
          network()
          await keep()
          await processKept(engine, conversationId, network)
        },
      })
      .catch(reject)
  })
}
