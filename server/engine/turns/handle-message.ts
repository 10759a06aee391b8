import { NeedsNetwork } from '#runtime/errors.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'
import { messageKey } from '../event-keys.ts'
import { inConversationOf } from './in-conversation-of.ts'
import { hasKept, keepMessage, processKept } from './kept-messages.ts'
import { type Inbound, takeMessageTurn } from './take-message-turn.ts'

/** What to tell the provider. `kept`: durable, its turn is being taken and will speak for itself. */
export type Handled = { kind: 'turn' | 'duplicate'; turn: Turn } | { kind: 'kept'; conversationId: string }

/**
 * One inbound message, once. When the chat is idle and its turn needs no network, keeping the message and taking its turn is one
 * durable write; otherwise the message is kept first and its turn taken after the provider has its answer. That is given by
 * whichever is durable first.
 */
export function handleMessage(engine: Engine, inbound: Inbound): Promise<Handled> {
  const { workspaceId, message } = inbound
  const channel = { id: message.channelId, workspaceId }
  const handle = (conversationId: string) => handleIn(engine, conversationId, inbound)
  return inConversationOf(engine, channel, message.from, handle, messageKey(message))
}

function handleIn(engine: Engine, conversationId: string, inbound: Inbound): Promise<Handled> {
  const keeping = keepOnce(engine, conversationId, inbound)
  const taking = engine.queue.run(conversationId, {
    // It would wait for long behind others.
    keep: () => void keeping.keep(),
    run: async (network): Promise<Handled> => {
      const taken =
        keeping.began() || (await hasKept(engine, conversationId)) ? undefined : await takeAtOnce(engine, conversationId, inbound)
      if (taken) return taken
      network()
      await keeping.keep()
      await processKept(engine, conversationId, network)
      return keeping.kept
    },
  })
  return Promise.race([taking, keeping.kept])
}

/** The turn of a message that was not kept; undefined when that would call out. */
const takeAtOnce = (engine: Engine, conversationId: string, inbound: Inbound): Promise<Handled | undefined> =>
  takeMessageTurn(engine, conversationId, inbound).catch((error: unknown) => {
    if (error instanceof NeedsNetwork) return undefined
    throw error
  })

/** Keeps a message when it is first asked to. `kept` resolves when it is durable, and never when nobody asks. */
function keepOnce(engine: Engine, conversationId: string, inbound: Inbound) {
  let begun: Promise<void> | undefined
  let tell: (kept: Promise<Handled>) => void = () => {}
  const kept = new Promise<Handled>((resolve) => {
    tell = resolve
  })
  return {
    kept,
    began: () => begun !== undefined,
    keep(): Promise<void> {
      if (!begun) {
        begun = keepMessage(engine, conversationId, inbound)
        tell(begun.then(() => ({ kind: 'kept', conversationId })))
      }
      return begun
    },
  }
}
