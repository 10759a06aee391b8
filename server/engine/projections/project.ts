import { isForgotten } from '#runtime/forget.ts'
import { count, nothingCounted } from '#runtime/metrics/count.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Turn } from '#schemas/turn.ts'
import { type ConversationDoc, conversations } from '../../chats/collections.ts'
import { conversationNews, conversationRow, conversationView } from '../../chats/conversation-list.ts'
import { type ContactDoc, contacts } from '../../people/collections.ts'
import { counters } from '../../statistics/collections.ts'
import { type Change, type Collection, type Stored, StoreUsageError } from '../../store/contract.ts'
import type { Engine } from '../engine.ts'
import { projectTimers } from '../timers/project-timers.ts'
import { batchNumber } from './batches.ts'

/** Documents written together. Messages get their turn in between, and share their commits. */
const atOnce = 32

/**
 * Brings every projection up to date with a batch of turns. Safe to repeat: documents move forward only (`turn`), counters
 * apply a batch's number once, so a batch found after a crash is simply projected again.
 */
export async function project(
  { store, timeZones, log }: Pick<Engine, 'store' | 'timeZones' | 'log'>,
  batch: { id: string; turns: readonly Turn[] },
): Promise<void> {
  const all = linesOf(batch.turns)
  await projectTimers(store, all)
  const lines = all.flatMap(sinceForgotten)
  await moveForward(store.collection(conversations), lines.map(conversationMove))
  await moveForward(
    store.collection(contacts),
    lines.flatMap((line) => contactMove(line) ?? []),
  )
  const counted = store.collection(counters)
  const once = batchNumber(batch.id)
  const workspaces = groupBy(batch.turns, (turn) => turn.workspaceId)
  const writes = [...workspaces].map(async ([workspaceId, turns]) => {
    const sums = [...count(turns, await timeZones.of(workspaceId))]
    await Promise.all(
      sums.map(([id, { cohort, amounts }]) =>
        counted
          .increment(id, amounts, { initial: { workspaceId, ...cohort, ...nothingCounted() }, once })
          .catch((error: unknown) => {
            // It would fail for ever, and hold up everything behind it.
            if (!(error instanceof StoreUsageError)) throw error
            log.error({ error, counterId: id }, 'a count could not be taken')
          }),
      ),
    )
  })
  await Promise.all(writes)
}

/** The turns of each conversation, in order. */
const linesOf = (turns: readonly Turn[]): Turn[][] =>
  [...groupBy(turns, ({ state }) => state.conversationId).values()].map((line) => line.sort((a, b) => a.number - b.number))

/** A person who was forgotten is not written down again: what came before that is counted only. */
function sinceForgotten(line: Turn[]): Turn[][] {
  const at = line.findLastIndex(({ state }) => isForgotten(state))
  return at + 1 < line.length ? [line.slice(at + 1)] : []
}

/** Where a document is to be: made when it is not there yet, else moved on to a newer turn. */
interface Move<T> {
  id: string
  turn: number
  /** Whether the conversation's first turn is among those that move it: most likely it is not there yet. */
  begins: boolean
  made(): T
  change(): Change
}

const conversationMove = (line: readonly Turn[]): Move<ConversationDoc> => ({
  id: (line[0] as Turn).state.conversationId,
  turn: (line.at(-1) as Turn).number,
  begins: line[0]?.number === 1,
  made: () => conversationRow(line),
  change: () => changeTo(conversationView(line), conversationNews(line)),
})

/** Contacts are written when they appear and when a turn says something about them. */
function contactMove(line: readonly Turn[]): Move<ContactDoc> | undefined {
  const last = line.findLast(
    (turn) => turn.number === 1 || turn.effects.some((effect) => effect.kind === 'set-contact' || effect.kind === 'tag'),
  )
  if (!last) return undefined
  const { id, ...facts } = last.state.contact
  const view = { turn: last.number, lastSeenAt: last.at, ...facts }
  const { workspaceId } = last
  return {
    id,
    turn: last.number,
    begins: line[0]?.number === 1,
    made: () => ({ _id: id, workspaceId, firstSeenAt: (line[0] as Turn).at, ...view }),
    change: () => changeTo({}, view),
  }
}

/** Sets what there is; what is undefined in `view` goes, in `news` it stays as it was. */
function changeTo(view: Record<string, unknown>, news: Record<string, unknown>): Change {
  const set: Record<string, unknown> = {}
  const unset: string[] = []
  for (const field in view)
    if (view[field] === undefined) unset.push(field)
    else set[field] = view[field]
  for (const field in news) if (news[field] !== undefined) set[field] = news[field]
  return unset.length > 0 ? { $set: set, $unset: unset } : { $set: set }
}

/** Makes the documents or moves them on to a newer turn; never back. */
async function moveForward<T extends Stored & { turn: number }>(docs: Collection<T>, moves: readonly Move<T>[]): Promise<void> {
  for (let at = 0; at < moves.length; at += atOnce) {
    const some = moves.slice(at, at + atOnce)
    const fresh = some.filter((move) => move.begins)
    const { violations } = await docs.insertMany(fresh.map((move) => move.made()))
    const there = [...some.filter((move) => !move.begins), ...violations.map(({ position }) => fresh[position] as Move<T>)]
    await Promise.all(there.map((move) => moveOn(docs, move)))
  }
}

async function moveOn<T extends Stored & { turn: number }>(docs: Collection<T>, to: Move<T>): Promise<void> {
  const change = to.change()
  const older = { turn: { $lt: to.turn } }
  if (await docs.update(to.id, change, older)) return
  // Either it is newer already, or this batch came before the one that begins the conversation.
  if (to.begins || (await docs.get(to.id))) return
  const { inserted } = await docs.insertMany([to.made()])
  if (inserted === 0) await docs.update(to.id, change, older)
}
