import { isForgotten } from '#runtime/forget.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'

/** Brings every projection up to date with a batch of turns. Safe to repeat, as each of them is. */
export async function project(
  engine: Pick<Engine, 'store' | 'timeZones' | 'log' | 'projections'>,
  { id, turns }: { id: string; turns: readonly Turn[] },
): Promise<void> {
  const lines = linesOf(turns)
  const batch = { id, turns, lines, remembered: lines.flatMap(sinceForgotten) }
  for (const projection of engine.projections) await projection(engine, batch)
}

/** The turns of each conversation, in order. */
const linesOf = (turns: readonly Turn[]): Turn[][] =>
  [...groupBy(turns, ({ state }) => state.conversationId).values()].map((line) => line.sort((a, b) => a.number - b.number))

function sinceForgotten(line: readonly Turn[]): (readonly Turn[])[] {
  const at = line.findLastIndex(({ state }) => isForgotten(state))
  return at + 1 < line.length ? [line.slice(at + 1)] : []
}
