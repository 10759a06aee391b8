import type { Turn } from '#schemas/turn.ts'
import type { Projection } from '../engine/parts.ts'
import { changeTo, type Move, moveForward } from '../engine/projections/move-forward.ts'
import { type ContactDoc, contacts } from './collections.ts'

/** Contacts, written when they appear and when a turn says something about them. */
export const projectContacts: Projection = ({ store }, { remembered }) =>
  moveForward(
    store.collection(contacts),
    remembered.flatMap((line) => contactMove(line) ?? []),
  )

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
