import type { HandOffReason } from '../conversation.ts'

/** The sentences that the house itself gave as the reason of a hand-off while it kept them. */
const sentences: Readonly<Record<string, HandOffReason['code']>> = {
  'The flow could not go on': 'stuck',
  'Answered from the channel’s own app': 'answered-elsewhere',
  'No flow answers this message': 'no-flow',
  'Asked for a person': 'asked',
  'The flow was unpublished': 'unpublished',
}

/** A hand-off, or what holds one, whose reason was a sentence: a code instead. Anything else stays as it is. */
export function withReasonAsCode<T extends object>(holder: T): T {
  const handOff: unknown = 'handOff' in holder ? holder.handOff : undefined
  if (typeof handOff !== 'object' || handOff === null || !('reason' in handOff)) return holder
  const { reason } = handOff
  if (typeof reason !== 'string') return holder
  const code = Object.hasOwn(sentences, reason) ? sentences[reason] : undefined
  return { ...holder, handOff: { ...handOff, reason: code ? { code } : { code: 'told', values: { words: reason } } } }
}
