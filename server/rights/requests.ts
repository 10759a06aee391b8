import type { NewRequest, RequestChange, RequestView } from '#schemas/api/rights.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { hoursOn } from '#schemas/calendar.ts'
import { instantAt } from '#schemas/instant.ts'
import { answerWithinWorkingDays, doneWithinDays } from '#schemas/right.ts'
import { userNames } from '../accounts/index.ts'
import { readCalendar } from '../calendar/index.ts'
import { viewer } from '../chats/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { InWorkspace } from '../http/route.ts'
import { pageNamed } from '../people/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { privacyRequests, type RequestDoc } from './collections.ts'

const dayMs = 24 * 3_600_000

/** What people asked for, the newest first. */
export async function listRequests(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  { after, limit = 50 }: PageQuery,
): Promise<Listing<RequestView>> {
  const { items, next } = await inWorkspace(store, privacyRequests, workspaceId).find(
    {},
    { sort: { at: -1 }, limit, ...(after ? { after } : {}) },
  )
  const nameOf = await userNames(
    store,
    items.map(({ by }) => by),
  )
  return { items: items.map((doc) => requestView(doc, nameOf)), ...(next ? { next } : {}) }
}

/** Writes down what somebody asked for, and by when they have an answer and it is done. */
export async function addRequest(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'engine'>,
  actor: Actor & Pick<InWorkspace, 'scope'>,
  { kind, contactId, note }: NewRequest,
): Promise<RequestView> {
  const { workspaceId, caller } = actor
  await pageNamed(deps.store, viewer(actor), contactId, '/contactId')
  const at = deps.now()
  const doc = await inWorkspace(deps.store, privacyRequests, workspaceId).insert({
    _id: newId(deps),
    kind,
    contactId,
    at: instantAt(at),
    answerBy: await inWorkingDays(deps, workspaceId, at, answerWithinWorkingDays),
    doneBy: instantAt(at + doneWithinDays * dayMs),
    by: caller.user.id,
    ...(note ? { note } : {}),
  })
  await recordAudit(deps, actor, 'create', `privacy request ${doc._id}`)
  return requestView(doc, () => ({ id: caller.user.id, name: caller.user.name }))
}

export async function changeRequest(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  requestId: string,
  { answered, done, note }: RequestChange,
): Promise<RequestView> {
  const docs = inWorkspace(deps.store, privacyRequests, actor.workspaceId)
  const doc = await docs.get(requestId)
  if (!doc) throw new AppError('not-found')
  const at = instantNow(deps)
  const stamp = (said: boolean | undefined, before: string | undefined) => (said === true ? (before ?? at) : before)
  const answeredAt = answered === false ? undefined : stamp(answered ?? done, doc.answeredAt)
  const doneAt = done === false ? undefined : stamp(done, doc.doneAt)
  const $set = {
    ...(answeredAt ? { answeredAt } : {}),
    ...(doneAt ? { doneAt } : {}),
    ...(note === undefined ? {} : { note }),
  }
  const $unset = [...(answeredAt ? [] : ['answeredAt']), ...(doneAt ? [] : ['doneAt'])]
  const changed = await docs.update(requestId, { $set, $unset })
  if (!changed) throw new AppError('not-found')
  await recordAudit(deps, actor, 'change', `privacy request ${requestId}`)
  return requestView(changed, await userNames(deps.store, [changed.by]))
}

const requestView = (
  { _id, kind, contactId, at, answerBy, doneBy, by, note, answeredAt, doneAt }: RequestDoc,
  nameOf: (userId: string) => RequestView['by'],
): RequestView => ({
  id: _id,
  kind,
  ...(contactId ? { contactId } : {}),
  at,
  answerBy,
  doneBy,
  by: nameOf(by),
  ...(note ? { note } : {}),
  ...(answeredAt ? { answeredAt } : {}),
  ...(doneAt ? { doneAt } : {}),
})

/** The same time of the day, so many days on which the shop works later; Monday to Friday where nobody set its hours. */
async function inWorkingDays(
  deps: Pick<Deps, 'store' | 'now' | 'engine'>,
  workspaceId: string,
  from: number,
  days: number,
): Promise<string> {
  const { week, days: differing, timeZone } = await readCalendar(deps, workspaceId)
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const works = (at: number): boolean => {
    const day = dayOf.format(at)
    if (week) return hoursOn({ week, days: differing }, day).length > 0
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday > 0 && weekday < 6
  }
  let at = from
  for (let left = days, looked = 0; left > 0 && looked < 60; looked++) {
    at += dayMs
    if (works(at)) left--
  }
  return instantAt(at)
}
