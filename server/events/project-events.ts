import type { Turn } from '#schemas/turn.ts'
import type { Projection, Remake } from '../engine/parts.ts'
import { type EventDoc, events } from './collections.ts'
import { eventKey } from './event-key.ts'
import { recountOf } from './recount.ts'

/** What flows record, and what every chat does: written down as events of its person, and counted afterwards. */
export const projectEvents: Projection = async ({ store }, { remembered }) => {
  const made = remembered.flat().flatMap(eventsOf)
  if (made.length > 0) await store.collection(events).insertMany(made)
}

/** Those that a conversation’s turns tell and that are not there are written down again; and its person’s counts are what all their events say. */
export const remakeEvents: Remake = async ({ store }, { turns }) => {
  const told = turns.flatMap(eventsOf)
  const inserted = told.length > 0 ? (await store.collection(events).insertMany(told)).inserted : 0
  const people = new Map(turns.map(({ workspaceId, state }) => [state.contact.id, workspaceId]))
  let changed = inserted > 0
  for (const [contactId, workspaceId] of people) if (await recountOf(store, { workspaceId, contactId })) changed = true
  return changed ? 'changed' : 'same'
}

function eventsOf(turn: Turn): EventDoc[] {
  const { _id, workspaceId, at, effects, event, state, number } = turn
  const depth = event.kind === 'signal' ? (event.depth ?? 0) + 1 : 0
  const made = { workspaceId, contactId: state.contact.id, at, toldAt: at, todo: at, ...(depth > 0 ? { depth } : {}) }
  const found = effects.flatMap((effect, n): EventDoc[] => {
    if (effect.kind !== 'event') return []
    return [
      { _id: eventKey(workspaceId, `${_id}.${n}`), ...made, type: effect.type, data: effect.data, source: effect.by ?? 'flow' },
    ]
  })
  const { case: one } = state
  if (!one?.closed || one.turn !== number || one.closed.at !== at) return found
  const data = { case: one.number, how: one.closed.code, channel: state.channel.kind }
  return [...found, { _id: eventKey(workspaceId, `${_id}.closed`), ...made, type: 'chat_closed', data, source: 'chat' }]
}
