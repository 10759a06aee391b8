import { mask } from '#runtime/step.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import { messageKey } from '../engine/event-keys.ts'
import { turnOf } from '../engine/turns/take-turn.ts'

/** Whether a message changes the words of an earlier one. */
export const isEdit = ({ content }: IncomingMessage): boolean => content.kind === 'edited'

/**
 * A changed message without its words, where the one it changes was a sensitive answer, or waits for its turn and may be one: what is hidden
 * stays hidden when it is corrected. No flow reads them, so nothing of it is kept.
 */
export async function withoutHidden(engine: Engine, message: IncomingMessage): Promise<IncomingMessage> {
  const { channelId, content } = message
  if (content.kind !== 'edited') return message
  const key = messageKey({ channelId, id: content.original })
  const turn = await turnOf(engine, key)
  const hides = turn ? turn.steps.some(({ hidden }) => hidden) : (await engine.inbox.get(key)) !== null
  return hides ? { ...message, content: { ...content, text: mask } } : message
}
