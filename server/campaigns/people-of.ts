import { isIn } from '#runtime/segments/evaluate.ts'
import type { When, Whom } from '#schemas/broadcast.ts'
import { instantAt } from '#schemas/instant.ts'
import type { SegmentPerson, SegmentRule } from '#schemas/segment.ts'
import type { Engine } from '../engine/engine.ts'
import { peopleOf as asSegmentsSee, type ContactDoc, pageOfContacts } from '../people/index.ts'
import { rulesOf } from '../segments/index.ts'
import { dayMs } from './campaign.ts'

/** People of a broadcast, and where they go on. */
export interface PageOfPeople {
  people: { contact: ContactDoc }[]
  next?: string | undefined
}

interface ForWhom {
  whom: Whom
  when: When
}

/**
 * A page of those whom a broadcast is for now, in an order that does not change. Of one that goes to whoever newly enters: those who
 * came in by time alone in the days before that it begins with.
 */
export async function peopleOf(
  engine: Engine,
  workspaceId: string,
  { whom, when }: ForWhom,
  page: { limit: number; after?: string | undefined },
): Promise<PageOfPeople> {
  const { items, next } = await pageOfContacts(engine.store, workspaceId, page)
  const own = items.filter(({ head }) => head === undefined)
  const meant = await meantBy(engine, workspaceId, { whom, when }, own)
  const people = own.filter((contact) => meant(contact)).map((contact) => ({ contact }))
  return { people, next }
}

async function meantBy(
  engine: Engine,
  workspaceId: string,
  { whom, when }: ForWhom,
  some: readonly ContactDoc[],
): Promise<(contact: ContactDoc) => boolean> {
  if (whom.kind === 'everybody') return () => true
  if (whom.kind === 'tag') return ({ tags }) => tags.includes(whom.tag)
  const [rules, timeZone] = await Promise.all([rulesOf(engine, workspaceId, whom.segmentId), engine.timeZones.of(workspaceId)])
  if (!rules) return () => false
  const people = new Map((await asSegmentsSee(engine.store, [...some])).map((person) => [person.id, person]))
  const now = engine.now()
  const before = when.kind === 'entering' ? now - when.sinceDays * dayMs : undefined
  return ({ _id }) => {
    const person = people.get(_id)
    return person !== undefined && cameIn(rules, person, { now, before, timeZone })
  }
}

/** In now, and not in `before`, where that counts. */
function cameIn(
  rules: SegmentRule,
  person: SegmentPerson,
  { now, before, timeZone }: { now: number; before: number | undefined; timeZone: string | undefined },
): boolean {
  if (!isIn(rules, person, { now: instantAt(now), timeZone })) return false
  return before === undefined || !isIn(rules, person, { now: instantAt(before), timeZone })
}
