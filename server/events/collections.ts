import type { PersonEvent } from '#schemas/event.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** What happened to people. `_id` is `<workspaceId>.<the event's id>`: one that is told twice is one. */
export interface EventDoc extends Stored, Omit<PersonEvent, 'id'> {
  workspaceId: string
  contactId: string
  /** When it was told. */
  toldAt: Instant
  /** So many events of flows led to one another before it. */
  depth?: number
  /** Until it is counted and told to whoever waits for it: when a process may take it up, and how often one did. */
  todo?: Instant
  tries?: number
}

export const events = define<EventDoc>('events', [
  { name: 'contact', fields: { workspaceId: 1, contactId: 1, at: -1 } },
  { name: 'recent', fields: { workspaceId: 1, at: -1 } },
  { name: 'type', fields: { workspaceId: 1, type: 1, at: -1 } },
  { name: 'todo', fields: { todo: 1 }, whenPresent: 'todo' },
])
