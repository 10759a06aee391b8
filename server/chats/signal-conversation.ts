import type { VariableValue } from '#schemas/conversation.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { signalKey } from '../engine/event-keys.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { Viewer } from './scope.ts'
import { seenBy } from './seen.ts'

export interface SignalToTake {
  /** As the event is known outside: under one it is taken once. */
  id: string
  name: string
  values?: Record<string, VariableValue> | undefined
}

/** What comes along stands in the turn: so much, in characters of JSON. */
const mostValues = 16_384

/** Tells a conversation that something happened outside. Written down whether or not a flow waits for it; durable when it resolves. */
export async function signalConversation(
  engine: Engine,
  who: Viewer,
  conversationId: string,
  { id, name, values = {} }: SignalToTake,
): Promise<Turn> {
  if (JSON.stringify(values).length > mostValues)
    throw invalidInput({ path: '/values', message: `is more than ${mostValues} characters` })
  if (!(await seenBy(engine, who, conversationId))) throw new AppError('not-found')
  const taken = await engine.queue.run(conversationId, {
    run: (network) =>
      takeTurn(engine, {
        conversationId,
        event: { kind: 'signal', id, name, values },
        inboundKey: signalKey(id, conversationId),
        looksFirst: true,
        network,
      }),
  })
  if (taken.kind === 'refused') throw new AppError('not-found')
  return taken.turn
}
