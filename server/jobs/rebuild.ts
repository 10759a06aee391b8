import { isForgotten } from '#runtime/forget.ts'
import { instantAt } from '#schemas/instant.ts'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import type { Remake } from '../engine/parts.ts'
import { sinceForgotten } from '../engine/projections/turn-batch.ts'
import { readTurns } from '../engine/turns/read-turns.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { jobs } from './collections.ts'
import { type JobKind, jobKind } from './job-kind.ts'

const prefix = 'rebuild-'

/** The kind of work that makes a projection again. */
export const rebuildOf = (projection: string): string => `${prefix}${projection}`

/** Whether something of this workspace is being made again from its turns: none of them goes meanwhile. */
export async function isBeingRebuilt(store: Store, workspaceId: string): Promise<boolean> {
  const underWay = await findAll(store.collection(jobs), { dueAt: { $gt: '' } }, { dueAt: 1 }, ['workspaceId', 'kind'])
  return underWay.some((job) => job.workspaceId === workspaceId && job.kind.startsWith(prefix))
}

/** Lists the conversations of which a projection has documents, a page at a time: of one without turns it may have none. */
export type Others = (
  store: Store,
  workspaceId: string,
  after: string | undefined,
) => Promise<{ ids: string[]; next?: string | undefined }>

/** Where a rebuild is. */
interface Place {
  /** Made in the next step. They stand here before, so that a step that was cut off is made again for the same. */
  inHand: string[]
  /** The page of turns, then of documents, that comes then; absent: the first. */
  after?: string | undefined
  of: 'turns' | 'others' | 'nothing'
  /** Turns that came since it began are not gone through: what they change is projected. */
  end: string
}

const usuallyAtOnce = 100
const mostTries = 50

/**
 * Makes a projection again, conversation by conversation, each when the newest turn is reached that it had as the job began. Each document is what its
 * conversation's turns say, so it is put in its place by compare-and-set and no second copy is needed: whoever reads sees the old one or
 * the new. Counts conversations; reports how many were `changed`.
 */
export function rebuildByConversation(
  { name, remake, turnsAtOnce = usuallyAtOnce }: { name: string; remake: Remake; turnsAtOnce?: number },
  others?: Others,
): JobKind {
  return jobKind<null>({
    kind: rebuildOf(name),
    cancellable: true,
    async step(engine, { workspaceId, cursor }) {
      const place: Place =
        cursor === undefined ? { inHand: [], of: 'turns', end: await endOf(engine, workspaceId) } : JSON.parse(cursor)
      let changed = 0
      for (const id of place.inHand) if (await remakeOne(engine, remake, workspaceId, id)) changed++
      const next = await nextPlace(engine, workspaceId, place, { turnsAtOnce, others })
      const did = { done: place.inHand.length, report: { changed } }
      return next ? { ...did, cursor: JSON.stringify(next), againInMs: 0 } : did
    },
  })
}

async function nextPlace(
  engine: Engine,
  workspaceId: string,
  { of, after, end }: Place,
  { turnsAtOnce, others }: { turnsAtOnce: number; others: Others | undefined },
): Promise<Place | undefined> {
  if (of === 'turns') {
    const { items, next } = await readTurns(engine, workspaceId, { until: end, after, limit: turnsAtOnce })
    const inHand = await endingIn(engine, items, end)
    if (next) return { of, inHand, after: next, end }
    return { of: others ? 'others' : 'nothing', inHand, end }
  }
  if (of === 'nothing' || !others) return undefined
  const { ids, next } = await others(engine.store, workspaceId, after)
  return { of: next ? 'others' : 'nothing', inHand: ids, after: next, end }
}

/** Just after the newest turn there is. */
async function endOf({ turns }: Engine, workspaceId: string): Promise<string> {
  const [newest] = (await turns.find({ workspaceId }, { sort: { at: -1 }, limit: 1, fields: ['at'] })).items
  return newest ? instantAt(Date.parse(newest.at) + 1) : ''
}

/** The conversations of a page of turns that have no later one before the end: those that have are met again with it. */
async function endingIn(engine: Engine, page: readonly Turn[], end: string): Promise<string[]> {
  const latest = [...new Map(page.map((turn) => [turn.state.conversationId, turn]))]
  const later = await Promise.all(
    latest.map(([id, { _id, at }]) =>
      engine.turns.find(
        { _id: { ...idsOfTurns(id), $gt: _id }, at: { $gte: at, $lt: end } },
        { sort: { _id: 1 }, limit: 1, fields: ['at'] },
      ),
    ),
  )
  return latest.filter((_, i) => later[i]?.items.length === 0).map(([id]) => id)
}

/** Until no turn came while it was made that it had to know of. Whether something was not as it should be. */
async function remakeOne(engine: Engine, remake: Remake, workspaceId: string, conversationId: string): Promise<boolean> {
  let changed = false
  let before: string | undefined | null = null
  for (let tries = 0; tries < mostTries; tries++) {
    const all = await turnsOf(engine, conversationId)
    const newest = newestIn(all)
    const turns = sinceForgotten(all).flat()
    const settled = newest === before
    const done = await remake(engine, { workspaceId, conversationId, turns, settled })
    changed ||= done === 'changed'
    before = newest
    if (done === 'again') continue
    const after = newestIn(await turnsOf(engine, conversationId, ['at', 'number', 'event']))
    if (after === newest) return changed
    // What came after is projected. But somebody may have been forgotten, or what was written is older than what was there.
    const last = after === undefined ? null : await engine.turns.get(after)
    if (last && !isForgotten(last.state) && turns.length > 0 && !settled && done === 'same') return changed
  }
  throw new Error(`conversation ${conversationId} changed ${mostTries} times while it was made again`)
}

/** In the order in which they were taken: by their numbers, for a clock may have been set back. */
const turnsOf = async (engine: Engine, id: string, fields?: string[]): Promise<Turn[]> =>
  inOrder(await findAll(engine.turns, { _id: idsOfTurns(id) }, { _id: 1 }, fields))

/** In earlier releases one who wrote again after being forgotten began anew with the first number. */
function inOrder(turns: Turn[]): Turn[] {
  const ends = turns.filter(({ event }) => event.kind === 'agent' && event.action.do === 'forget')
  const begun = ({ number, at }: Turn): number => ends.filter((end) => end.number > number && end.at < at).length
  return ends.length > 0 ? turns.sort((a, b) => begun(a) - begun(b) || a.number - b.number) : turns
}

const newestIn = (turns: readonly Turn[]): string | undefined => turns.at(-1)?._id
