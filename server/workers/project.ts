import { count } from '#runtime/metrics/count.ts'
import type { Turn } from '#schemas/turn.ts'
import {
  type ContactDoc,
  type ConversationDoc,
  type CounterDoc,
  contacts,
  conversations,
  counters,
} from '../store/collections.ts'
import { type Change, type Collection, type Store, type Stored, UniqueViolation } from '../store/contract.ts'
import { conversationNews, conversationRow, conversationView } from './conversation-list.ts'

/** Writes under way together. Messages get their turn in between, and share their commits. */
const atOnce = 32

/**
 * Brings every projection up to date with a batch of turns. Safe to repeat: documents move forward only (`turn`), counters
 * apply a batch's token once, so a batch found after a crash is simply projected again.
 */
export async function project(store: Store, batch: { id: string; turns: readonly Turn[] }): Promise<void> {
  const newest = new Map<string, Turn[]>()
  for (const turn of batch.turns) {
    const line = newest.get(turn.conversationId)
    if (line) line.push(turn)
    else newest.set(turn.conversationId, [turn])
  }
  const writes: Promise<unknown>[] = []
  for (const line of newest.values()) {
    line.sort((a, b) => a.number - b.number)
    writes.push(projectConversation(store, line), ...projectContact(store, line))
    if (writes.length >= atOnce) await Promise.all(writes.splice(0))
  }
  const counted = store.collection(counters)
  for (const [workspaceId, turns] of byWorkspace(batch.turns))
    for (const [id, { cohort, amounts }] of count(turns))
      writes.push(counted.increment(id, amounts, { initial: { workspaceId, ...cohort, ...zero() }, once: batch.id }))
  await Promise.all(writes)
}

function byWorkspace(turns: readonly Turn[]): Map<string, Turn[]> {
  const groups = new Map<string, Turn[]>()
  for (const turn of turns) {
    const group = groups.get(turn.workspaceId)
    if (group) group.push(turn)
    else groups.set(turn.workspaceId, [turn])
  }
  return groups
}

const zero = (): Omit<
  CounterDoc,
  '_id' | 'workspaceId' | 'flowId' | 'version' | 'nodeId' | 'day' | 'channelId' | 'language'
> => ({
  entered: 0,
  answered: 0,
  timedOut: 0,
  failed: 0,
  handedOff: 0,
  dropped: 0,
  outputs: {},
  times: {},
  seconds: 0,
})

function projectConversation(store: Store, line: readonly Turn[]): Promise<void> {
  const { conversationId, number } = line.at(-1) as Turn
  return moveForward<ConversationDoc>(store.collection(conversations), line, {
    id: conversationId,
    turn: number,
    made: () => conversationRow(line),
    change: () => changeTo(conversationView(line), conversationNews(line)),
  })
}

/** Contacts are written when they appear and when a turn says something about them. */
function projectContact(store: Store, line: readonly Turn[]): Promise<void>[] {
  const told = line.filter((turn) => turn.number === 1 || turn.effects.some((effect) => effect.kind !== 'hand-off'))
  const last = told.at(-1)
  if (!last) return []
  const { id, ...facts } = last.state.contact
  const view = { ...facts, turn: last.number, lastSeenAt: last.at }
  const { workspaceId } = last
  return [
    moveForward<ContactDoc>(store.collection(contacts), line, {
      id,
      turn: last.number,
      made: () => ({ _id: id, workspaceId, firstSeenAt: (line[0] as Turn).at, ...view }),
      change: () => changeTo({}, view),
    }),
  ]
}

/** Sets what there is; what is undefined in `view` goes, in `news` it stays as it was. */
function changeTo(view: Record<string, unknown>, news: Record<string, unknown>): Change {
  const set = Object.entries({ ...view, ...news }).filter(([, value]) => value !== undefined)
  const unset = Object.keys(view).filter((field) => view[field] === undefined)
  return { $set: Object.fromEntries(set), ...(unset.length > 0 ? { $unset: unset } : {}) }
}

/** Makes the document or moves it on to a newer turn; never back. */
async function moveForward<T extends Stored & { turn: number }>(
  docs: Collection<T>,
  line: readonly Turn[],
  to: { id: string; turn: number; made: () => T; change: () => Change },
): Promise<void> {
  const first = line[0]?.number === 1
  if (first && (await insertOnce(docs, to.made()))) return
  const change = to.change()
  const older = { turn: { $lt: to.turn } }
  if (await docs.update(to.id, change, older)) return
  // Either it is newer already, or this batch came before the one that begins the conversation.
  if (!first && !(await docs.get(to.id)) && !(await insertOnce(docs, to.made()))) await docs.update(to.id, change, older)
}

async function insertOnce<T extends Stored>(docs: Collection<T>, doc: T): Promise<boolean> {
  try {
    await docs.insert(doc)
    return true
  } catch (error) {
    if (error instanceof UniqueViolation) return false
    throw error
  }
}
