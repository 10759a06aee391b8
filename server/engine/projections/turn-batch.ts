import { isForgotten } from '#runtime/forget.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Turn } from '#schemas/turn.ts'
import type { TurnBatch } from '../parts.ts'

/** What projections are given of these turns. */
export function turnBatch(id: string, turns: readonly Turn[]): TurnBatch {
  const lines = linesOf(turns)
  return { id, turns, lines, remembered: lines.flatMap(sinceForgotten) }
}

/** The turns of each conversation, in order. */
const linesOf = (turns: readonly Turn[]): Turn[][] =>
  [...groupBy(turns, ({ state }) => state.conversationId).values()].map((line) => line.sort((a, b) => a.number - b.number))

/** What is left of a conversation's turns when what came before its person was forgotten is not looked at. */
export function sinceForgotten(line: readonly Turn[]): (readonly Turn[])[] {
  const at = line.findLastIndex(({ state }) => isForgotten(state))
  return at + 1 < line.length ? [line.slice(at + 1)] : []
}
