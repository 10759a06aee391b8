import type { EventReport, EventTaken, EventView, NewEvent, Whose } from '#schemas/api/events.ts'
import { newEvent } from '#schemas/api/events.ts'
import { type EventData, mostEventData } from '#schemas/event.ts'
import { instantAt } from '#schemas/instant.ts'
import { compileValidator } from '#schemas/validate.ts'
import type { Engine } from '../engine/engine.ts'
import { AppError, type InputProblem, invalidInput } from '../errors.ts'
import { findOrMakePerson } from '../people/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type EventDoc, events } from './collections.ts'
import { eventIdOf, eventKey } from './event-key.ts'

type Parts = Pick<Engine, 'store' | 'now' | 'timeZones'>

/** Clocks of two machines differ by no more. */
const mostAheadMs = 5 * 60_000

type Done =
  | { did: 'taken'; doc: EventDoc; made?: true }
  | { did: 'repeated'; doc: EventDoc }
  | { did: 'refused'; problems: InputProblem[] }
  /** Nobody is who it is said to be about. */
  | { did: 'unknown'; path: string }

/**
 * Writes down what happened to a person, once for each id; durable when it resolves. It is counted, and told to the flows that wait for it,
 * afterwards. `by`: who told it.
 */
export async function takeEvent(parts: Parts, workspaceId: string, by: string, given: NewEvent): Promise<EventTaken> {
  const done = await take(parts, workspaceId, by, given)
  if (done.did === 'unknown') throw new AppError('not-found')
  if (done.did === 'refused') throw invalidInput(...done.problems)
  return {
    event: eventView(done.doc),
    ...(done.did === 'repeated' ? { repeated: true as const } : {}),
    ...(done.did === 'taken' && done.made ? { made: true as const } : {}),
  }
}

const check = compileValidator<NewEvent>(newEvent)

/** The same for many, one after the other: each goes in whole or not at all, and what is wrong with one keeps out no other. */
export async function takeManyEvents(
  parts: Parts,
  workspaceId: string,
  by: string,
  given: readonly unknown[],
): Promise<EventReport> {
  const report: EventReport = { taken: 0, repeated: 0, refused: 0, rows: [] }
  for (const [row, one] of given.entries()) {
    const checked = check(one)
    const done: Done = checked.ok
      ? await take(parts, workspaceId, by, checked.value)
      : { did: 'refused', problems: checked.problems }
    const did = done.did === 'unknown' ? 'refused' : done.did
    report[did]++
    const problems =
      done.did === 'unknown' ? [{ path: done.path, message: 'is nobody’s' }] : done.did === 'refused' ? done.problems : undefined
    report.rows.push({ row, did, ...(problems ? { problems } : {}) })
  }
  return report
}

async function take(parts: Parts, workspaceId: string, by: string, given: NewEvent): Promise<Done> {
  const now = parts.now()
  const { id, type, at = instantAt(now), contact, data = {} } = given
  const docs = inWorkspace(parts.store, events, workspaceId)
  const _id = eventKey(workspaceId, id)
  const known = await docs.get(_id)
  if (known) return { did: 'repeated', doc: known }
  const problems = [...problemsOf(contact), ...tooMuch(data)]
  if (Date.parse(at) > now + mostAheadMs) problems.push({ path: '/at', message: 'is in the future' })
  if (problems.length > 0) return { did: 'refused', problems }
  const person = await findOrMakePerson(parts, workspaceId, contact, { changeId: `event-${id}`, by })
  if ('problems' in person)
    return { did: 'refused', problems: person.problems.map(({ path, message }) => ({ path: `/contact${path}`, message })) }
  if ('unknown' in person) return { did: 'unknown', path: `/contact/${person.unknown}` }
  const told = instantAt(now)
  const doc: EventDoc = { _id, workspaceId, contactId: person.contactId, type, at, data, source: 'api', toldAt: told, todo: told }
  const { inserted } = await docs.insertMany([doc])
  // Somebody told it at the same moment.
  if (inserted === 0) return { did: 'repeated', doc: (await docs.get(_id)) ?? doc }
  return { did: 'taken', doc, ...(person.made ? { made: true } : {}) }
}

const ways = ['id', 'phone', 'email', 'externalId'] as const satisfies (keyof Whose)[]

function problemsOf(contact: Whose): InputProblem[] {
  const given = ways.filter((way) => contact[way] !== undefined)
  return given.length === 1 ? [] : [{ path: '/contact', message: 'must have one of id, phone, email and externalId' }]
}

function tooMuch(data: EventData): InputProblem[] {
  return JSON.stringify(data).length > mostEventData
    ? [{ path: '/data', message: `is more than ${mostEventData} characters` }]
    : []
}

export const eventView = (doc: EventDoc): EventView => {
  const { contactId, type, at, data, source } = doc
  return { id: eventIdOf(doc), type, at, contact: contactId, data, source }
}
