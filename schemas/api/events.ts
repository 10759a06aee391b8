import { type EventData, eventType } from '../event.ts'
import {
  anyText,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  pageFields,
  type Shape,
  text,
  whole,
  yes,
} from './shape.ts'

const value: Shape<EventData[string]> = { type: ['string', 'number', 'boolean', 'null'] }
export const eventData: Shape<EventData> = mapOf(value)

const type: Shape<string> = eventType

const eventId: Shape<string> = {
  ...text(128),
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.:@/+-]*$',
  'x-reason': 'must be letters, digits, _, ., :, @, /, + or -, such as order:1042:placed',
}

/** Whose it is: one of these. */
const whoseFields = {
  /** The contact's id. */
  id: maybe(id),
  /** With its country code. Nobody has it: somebody new is made. */
  phone: maybe(text(40)),
  /** Nobody has it: somebody new is made. */
  email: maybe(text(254)),
  /** What a channel calls them. */
  externalId: maybe(text(200)),
}
const newEventFields = {
  /** As it is known where it happened: the same twice is one event. */
  id: eventId,
  type,
  /** When it happened; now, unless it is told. */
  at: maybe(instant),
  contact: object(whoseFields),
  /** Flat, at most 4 KB. A number called `total` is added up. */
  data: maybe({ ...eventData, maxProperties: 50 } as Shape<EventData>),
}
/** POST /workspaces/{w}/events → EventTaken */
export const newEvent = named<NewEvent>('NewEvent', object(newEventFields))
export type NewEvent = FromFields<typeof newEventFields>
export type Whose = FromFields<typeof whoseFields>

const eventFields = { id: anyText, type: anyText, at: instant, contact: id, data: eventData, source: anyText }
/** GET /workspaces/{w}/events?contact=&type=&after= → Listing<EventView>, the newest first. */
export type EventView = FromFields<typeof eventFields>
export const event = named<EventView>('Event', object(eventFields))
export const events = listing(event)
export const eventsQuery = object({ contact: maybe(id), type: maybe(type), ...pageFields })

/** `repeated`: it was known under this id; what is known stays. `made`: its person is new. */
export const eventTaken = object({ event, repeated: maybe(yes), made: maybe(yes) })
export type EventTaken = FromShape<typeof eventTaken>

const rowFields = {
  /** Which of the events it is, from 0. */
  row: whole(0, 499),
  /** taken · repeated: known under this id · refused, with why */
  did: oneOf(['taken', 'repeated', 'refused']),
  problems: maybe(listOf(object({ path: anyText, message: anyText }))),
}
/** POST …/events/bulk { events } → EventReport: each goes in whole or not at all. */
export const manyEvents = object({ events: { ...listOf<unknown>({}, 500), minItems: 1 } as Shape<unknown[]> })
export const eventReport = object({
  taken: whole(0, 500),
  repeated: whole(0, 500),
  refused: whole(0, 500),
  rows: listOf(named<FromFields<typeof rowFields>>('EventRow', object(rowFields)), 500),
})
export type EventReport = FromShape<typeof eventReport>

/** GET …/event-types → Listing<{ type }>: those that have happened, and those the house knows. */
export const eventTypes = object({ items: listOf(object({ type: anyText, known: maybe(yes) }), 1000) })
