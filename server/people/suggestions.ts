import { hash } from 'node:crypto'
import type { Instant } from '#schemas/instant.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactDoc, type ContactSuggestionDoc, contactSuggestions } from './collections.ts'
import { groupOf, headOf } from './page-of.ts'

type Why = ContactSuggestionDoc['why'][number]

/** Under what a pair of contacts is asked about, whichever comes first. */
const pairId = (one: string, other: string): string =>
  `s${hash('sha256', [one, other].sort().join(' '), 'base64url').slice(0, 22)}`

/** Two contacts may be one person. Who was told of as two, or is one already, is not asked about again. May be repeated. */
export async function suggest(
  store: Store,
  workspaceId: string,
  { contactIds: [one, other], why, at }: { contactIds: [string, string]; why: Why; at: Instant },
): Promise<void> {
  const heads = await Promise.all([one, other].map((id) => headOf(store, workspaceId, id)))
  const [page, second] = heads
  if (!page || !second || page._id === second._id) return
  const docs = inWorkspace(store, contactSuggestions, workspaceId)
  const contactIds = [page, second].sort((a, b) => (a.firstSeenAt < b.firstSeenAt ? -1 : 1)).map(({ _id }) => _id)
  const _id = pairId(page._id, second._id)
  try {
    await docs.insert({ _id, contactIds, why: [why], state: 'open', at })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    const known = await docs.get(_id)
    if (!known || known.why.some(({ about, value }) => about === why.about && value === why.value)) return
    // More speaks for it than before, but somebody has said no.
    await docs.update(_id, { $set: { why: [...known.why, why] } }, { state: 'open' })
  }
}

/** Somebody said that these two are not one person: nothing makes them one by itself, or asks, from then on. */
export async function sayTwo(
  store: Store,
  workspaceId: string,
  contactIds: [string, string],
  at: Instant,
  by: string,
): Promise<void> {
  const docs = inWorkspace(store, contactSuggestions, workspaceId)
  const _id = pairId(...contactIds)
  try {
    await docs.insert({ _id, contactIds, why: [], state: 'no', at, by })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    await docs.update(_id, { $set: { state: 'no', by } })
  }
}

/** Whether somebody said that these are two, of themselves or of any who are one with them. */
export async function areTwo(store: Store, workspaceId: string, one: string, other: string): Promise<boolean> {
  const [ones, others] = await Promise.all([one, other].map((id) => groupOf(store, workspaceId, id)))
  const ids = (ones ?? []).flatMap((a) => (others ?? []).map((b) => pairId(a, b)))
  return (await inWorkspace(store, contactSuggestions, workspaceId).getMany(ids)).some(({ state }) => state === 'no')
}

/** Why two pages may be one person's, as far as it was noticed. */
export async function whyAlike(store: Store, one: ContactDoc, other: ContactDoc): Promise<Why[]> {
  return (await inWorkspace(store, contactSuggestions, one.workspaceId).get(pairId(one._id, other._id)))?.why ?? []
}

/** They are one now: nobody is asked whether they are. */
export async function dropSuggestion(store: Store, workspaceId: string, one: string, other: string): Promise<void> {
  await inWorkspace(store, contactSuggestions, workspaceId).delete({ _id: pairId(one, other), state: 'open' })
}
