import type { Change, Collection, Stored } from '../../store/contract.ts'

/** Documents written together. Messages get their turn in between, and share their commits. */
const atOnce = 32

/** Where a document is to be: made when it is not there yet, else moved on to a newer turn. */
export interface Move<T> {
  id: string
  turn: number
  /** Whether the conversation's first turn is among those that move it: most likely it is not there yet. */
  begins: boolean
  made(): T
  change(): Change
}

/** Makes the documents or moves them on to a newer turn; never back. */
export async function moveForward<T extends Stored & { turn: number }>(
  docs: Collection<T>,
  moves: readonly Move<T>[],
): Promise<void> {
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

/** Sets what there is; what is undefined in `view` goes, in `news` it stays as it was. */
export function changeTo(view: Record<string, unknown>, news: Record<string, unknown>): Change {
  const set: Record<string, unknown> = {}
  const unset: string[] = []
  for (const field in view)
    if (view[field] === undefined) unset.push(field)
    else set[field] = view[field]
  for (const field in news) if (news[field] !== undefined) set[field] = news[field]
  return unset.length > 0 ? { $set: set, $unset: unset } : { $set: set }
}
