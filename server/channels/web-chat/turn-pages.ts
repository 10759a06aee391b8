import { type Turn, turnId } from '#schemas/turn.ts'
import type { Engine } from '../../engine/engine.ts'

export interface TurnPage {
  turns: Turn[]
  /** There are newer ones to read. */
  more: boolean
  /** The conversation they are of, where there is one. */
  of?: string
  /** What the window has seen is of another one, which was deleted: this one is told from the beginning. */
  anew?: true
}

const turnsPerPage = 100
const bytesPerPage = 64 * 1024
const turnsPerRead = 10

/**
 * A page of the turns a window has not seen yet, oldest first, as long as it has few bytes: anybody may ask. A window that knows
 * nothing begins with the newest page.
 */
export async function turnsAfter({ turns }: Pick<Engine, 'turns'>, conversationId: string, after: number): Promise<TurnPage> {
  const range = { _id: { $gte: turnId(conversationId, after), $lt: `${conversationId}/` } }
  const fromTheEnd = after === 0
  let known = fromTheEnd
  const page: Turn[] = []
  const ended = (more: boolean): TurnPage => ({
    turns: fromTheEnd ? page.reverse() : page,
    more: more && !fromTheEnd,
    of: conversationId,
  })
  let bytes = 0
  let next: string | undefined
  do {
    const read = await turns.find(range, {
      sort: { _id: fromTheEnd ? -1 : 1 },
      limit: turnsPerRead,
      ...(next === undefined ? {} : { after: next }),
    })
    if (!known && read.items[0]?.number !== after) return { ...(await turnsAfter({ turns }, conversationId, 0)), anew: true }
    known = true
    for (const turn of read.items) {
      if (turn.number === after) continue
      bytes += bytesOf(turn)
      // One turn at least, whatever its size.
      if (page.length > 0 && (bytes > bytesPerPage || page.length === turnsPerPage)) return ended(true)
      page.push(turn)
    }
    next = read.next
  } while (next !== undefined)
  return ended(false)
}

/** About what a turn adds to the page. */
const bytesOf = ({ event, say }: Turn): number => JSON.stringify([event, say]).length
