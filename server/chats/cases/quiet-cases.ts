import { type Instant, instantAt, secondsAfter } from '#schemas/instant.ts'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import { inPages, startDuty } from '../../engine/duty.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Worker } from '../../engine/loop.ts'
import { takeTurn } from '../../engine/turns/take-turn.ts'
import { type CaseDoc, cases } from '../collections.ts'
import { quietHoursOf } from './case-document.ts'

const lookEveryMs = 5_000
const atOnce = 200
/** So far back somebody is looked for who said something; what is older was said by then at the latest. */
const turnsLookedAt = 50
const aMinute = 60

/**
 * Closes the cases of chats in which nothing is heard or said any more. An open case says when to look; that is not moved with every
 * message, but when it is looked at. A crash in between leaves it to the next look.
 */
export const startQuietCases = (engine: Engine): Worker =>
  startDuty(engine, {
    name: 'quiet-cases',
    failing: 'cases of quiet chats are not closed yet',
    alone: true,
    round: inPages({ atOnce, pauseMs: lookEveryMs }, () => closeQuiet(engine)),
  })

/** Looks at every case that is due; how many there were. */
export async function closeQuiet(engine: Engine): Promise<number> {
  const docs = engine.store.collection(cases)
  const due = { quietAt: { $lte: instantAt(engine.now()) } }
  const { items } = await docs.find(due, { sort: { quietAt: 1 }, limit: atOnce })
  for (const doc of items) {
    const again = await look(engine, doc).catch((error: unknown) => {
      engine.log.error({ error, case: doc._id }, 'whether a case is quiet could not be seen; it is looked at again')
      return secondsAfter(instantAt(engine.now()), 10 * aMinute)
    })
    await docs.update(doc._id, { $set: { quietAt: again } }, { quietAt: doc.quietAt ?? null })
  }
  return items.length
}

/** Closes a case if it is quiet; when to look at it again otherwise. */
async function look(engine: Engine, { conversationId = '', workspaceId, number }: CaseDoc): Promise<Instant> {
  const quietSeconds = (await quietHoursOf(engine, workspaceId)) * 3600
  return engine.queue.run(conversationId, {
    run: async (network) => {
      const now = instantAt(engine.now())
      const newestFirst = { sort: { _id: -1 as const }, limit: turnsLookedAt }
      const { items } = await engine.turns.find({ _id: idsOfTurns(conversationId) }, newestFirst)
      const [newest] = items
      const is = newest?.state.case
      const { owner, session } = newest?.state ?? {}
      // Closed, which is not projected yet; or a person has it.
      if (!newest || is?.number !== number || is.closed || owner?.kind !== 'flow') return secondsAfter(now, quietSeconds)
      if (session?.at) return soonest(now, quietSeconds, session.at.until)
      const since = items.find(isTalk)?.at ?? (items.at(-1) as Turn).at
      const until = secondsAfter(since, quietSeconds)
      if (until > now) return until
      await takeTurn(engine, { conversationId, event: { kind: 'quiet', since, turn: newest.number }, network })
      return secondsAfter(now, aMinute)
    },
  })
}

/** A node waits: not before it goes on by itself, and never later than the case could be quiet when it is answered at once. */
const soonest = (now: Instant, quietSeconds: number, until: Instant | undefined): Instant => {
  const latest = secondsAfter(now, quietSeconds)
  const soon = secondsAfter(now, aMinute)
  if (until === undefined || until > latest) return latest
  return until > soon ? until : soon
}

/** Whatever somebody did, and what was said to them; not that a question’s time ran out. */
const isTalk = ({ event, say }: Turn): boolean => ['message', 'echo', 'agent', 'assign'].includes(event.kind) || say.length > 0
