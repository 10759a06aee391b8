import { laterStatus } from '#runtime/delivery-status.ts'
import type { LiveEvents } from '#schemas/api/live.ts'
import type { TurnView } from '#schemas/api/turns.ts'

/** The turns of one chat that are at hand: without gaps, oldest first. */
export interface KnownTurns {
  turns: TurnView[]
  /** Whether older ones exist. */
  older: boolean
}

/** Adds a page to what is known. A page that does not touch it replaces it: better fewer turns than a gap. */
export function joinTurns(known: KnownTurns | undefined, page: KnownTurns): KnownTurns {
  const [first, last] = [page.turns[0]?.number, page.turns.at(-1)?.number]
  if (!known || known.turns.length === 0 || first === undefined || last === undefined) return known ?? page
  const [from, to] = [known.turns[0]?.number as number, known.turns.at(-1)?.number as number]
  if (first > to + 1) return page
  if (last < from - 1) return known
  const byNumber = new Map(known.turns.map((turn) => [turn.number, turn]))
  for (const turn of page.turns) byNumber.set(turn.number, turn)
  const turns = [...byNumber.values()].sort((a, b) => a.number - b.number)
  return { turns, older: first <= from ? page.older : known.older }
}

/** Adds one turn; `missing` when turns before it are not known. */
export function addTurn(known: KnownTurns, turn: TurnView): { known: KnownTurns; missing: boolean } {
  const newest = known.turns.at(-1)?.number ?? 0
  if (turn.number > newest + 1) return { known, missing: true }
  // What is known may already say what became of its messages.
  if (known.turns.some(({ number }) => number === turn.number)) return { known, missing: false }
  return { known: joinTurns(known, { turns: [turn], older: turn.number > 1 }), missing: false }
}

/** Notes what became of a message. Reports come in any order, so the later state wins. */
export function noteDelivery(known: KnownTurns, news: Parameters<LiveEvents['delivery']>[0]): KnownTurns {
  const turns = known.turns.map((turn) => {
    if (turn.number !== news.turnNumber) return turn
    const say = turn.say.map((said) => {
      if (said.id !== news.messageId) return said
      const status = laterStatus(said.delivery?.status ?? 'queued', news.status)
      if (status !== news.status) return said
      const { at, reason } = news
      return { ...said, delivery: { status, at, ...(reason ? { reason } : {}) } }
    })
    return { ...turn, say }
  })
  return { ...known, turns }
}

/** Whether something sent from here has arrived in the chat. */
export const arrived = (known: KnownTurns | undefined, clientId: string): boolean =>
  known?.turns.some(({ event }) => event.kind === 'agent' && 'clientId' in event.action && event.action.clientId === clientId) ??
  false
