import type { OutgoingMessage } from '#schemas/message.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { sentKey } from '../engine/event-keys.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { AppError } from '../errors.ts'
import type { Viewer } from './scope.ts'
import { seenBy } from './seen.ts'

export interface Unasked {
  /** Of whoever sends it: under one it is sent once. */
  id: string
  message: OutgoingMessage
  lane?: 'live' | 'bulk' | undefined
}

/**
 * Writes to a customer who has not just asked, in the name of `agentId`. Refused with `opted-out` after STOP on any of their channels,
 * and with `window-closed` while their channel takes nothing; asked again right before it is sent. Whoever owns the chat keeps it.
 */
export async function sendUnasked(
  engine: Engine,
  who: Viewer,
  conversationId: string,
  { id, message, lane = 'live' }: Unasked,
): Promise<Turn> {
  if (!(await seenBy(engine, who, conversationId))) throw new AppError('not-found')
  const taken = await engine.queue.run(conversationId, {
    run: () =>
      takeTurn(engine, {
        conversationId,
        event: { kind: 'send', message, by: who.agentId, lane },
        inboundKey: sentKey(conversationId, id),
        looksFirst: true,
      }),
  })
  if (taken.kind !== 'refused') return taken.turn
  const { refused } = taken
  throw new AppError(refused === 'opted-out' || refused === 'window-closed' ? refused : 'not-found')
}
