import { instantAt } from '#schemas/instant.ts'
import { areBeingForgotten, conversationsOf, eraseConversation } from '../chats/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd } from '../engine/lease.ts'
import type { Worker } from '../engine/loop.ts'
import { AppError } from '../errors.ts'
import { eraseContacts, headOf, linkedConversations, stopAddresses, whatIsKnownOf } from '../people/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type ErasureDoc, erasures, privacyRequests } from './collections.ts'
import type { ErasureList } from './erasure-list.ts'
import type { Keeper } from './keeper.ts'

const tickMs = 1_000
const waitMs = 300

/**
 * Erases a person, with all who were merged into them: seen by nobody from the moment this resolves, gone from the store within seconds, from
 * the disk with `npm run compact`. Their turns stay as those of nobody (`runtime/redact.ts`), so that no figure changes. Nothing is ever sent to their addresses
 * again unless they begin.
 */
export async function eraseContact(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'secrets' | 'engine' | 'erasureList'>,
  actor: Actor,
  contactId: string,
): Promise<void> {
  const { store } = deps
  const { workspaceId, caller } = actor
  const head = await headOf(store, workspaceId, contactId)
  if (!head) throw new AppError('not-found')
  const contactIds = [head._id, ...(head.members ?? [])]
  const doc: ErasureDoc = { _id: newId(deps), workspaceId, userId: caller.user.id, at: instantNow(deps), contactIds }
  await deps.erasureList?.add(doc)
  await begin(deps, doc)
  await recordAudit(deps, actor, 'erase', `contact ${contactId}`)
}

/** Begins an erasure, or begins it again. Nobody is found from now on. */
async function begin({ store, engine, secrets }: Pick<Deps, 'store' | 'engine' | 'secrets'>, doc: ErasureDoc): Promise<void> {
  const { workspaceId, contactIds = [], at } = doc
  const rows = await conversationsOf(store, workspaceId, contactIds)
  const { conversationIds, externalIds } = await linkedConversations(store, workspaceId, contactIds, rows)
  const known = await whatIsKnownOf(store, workspaceId, contactIds)
  const addresses = [...known.contacts, ...known.log.flatMap(({ contact }) => contact ?? [])].flatMap(({ phone, email }) => [
    ...(phone ? [phone] : []),
    ...(email ? [email] : []),
  ])
  await stopAddresses({ store, secrets }, workspaceId, [...addresses, ...externalIds], { at, erased: true })
  await store.collection(erasures).insertMany([{ ...doc, conversationIds, dueAt: instantAt(engine.now()) }])
  await eraseContacts(store, { workspaceId, contactIds, conversationIds: [] })
  for (const conversationId of conversationIds)
    await eraseConversation(engine, { id: doc._id, workspaceId, userId: doc.userId, conversationId })
}

/** A store that came out of an older backup has people who were erased since: they are erased again. */
export async function repeatErasures(deps: Pick<Deps, 'store' | 'engine' | 'secrets'>, list: ErasureList): Promise<number> {
  const docs = deps.store.collection(erasures)
  let repeated = 0
  for (const doc of await list.all()) {
    if (await docs.get(doc._id)) continue
    await begin(deps, doc)
    repeated++
  }
  return repeated
}

/** Finishes what erasing has begun. */
export const startErasures = (engine: Engine, keepers: readonly Keeper[]): Worker =>
  startDuty(engine, {
    name: 'erasures',
    failing: 'people who were erased are not gone yet',
    round: async () => ((await eraseDue(engine, keepers)) === 0 ? tickMs : waitMs),
  })

/** Goes on with everything that is due; how many are not done. */
export async function eraseDue(engine: Engine, keepers: readonly Keeper[]): Promise<number> {
  const docs = engine.store.collection(erasures)
  const { items } = await docs.find({ dueAt: { $lte: instantAt(engine.now()) } }, { sort: { dueAt: 1 }, limit: 100 })
  let left = 0
  for (const doc of items) {
    const leased = await docs.update(doc._id, { $set: { dueAt: leaseEnd(engine.now()) } }, { dueAt: doc.dueAt as string })
    if (leased && !(await goOn(engine, leased, keepers))) left++
  }
  return left
}

/** First the chats, whose figures must be counted; then what else is kept; last what leads back to the person. */
async function goOn(engine: Engine, doc: ErasureDoc, keepers: readonly Keeper[]): Promise<boolean> {
  const { store } = engine
  const { workspaceId, userId, contactIds = [], conversationIds = [] } = doc
  for (const conversationId of conversationIds)
    await eraseConversation(engine, { id: doc._id, workspaceId, userId, conversationId })
  const docs = store.collection(erasures)
  if (await areBeingForgotten(store, conversationIds)) {
    await docs.update(doc._id, { $set: { dueAt: instantAt(engine.now() + waitMs) } })
    return false
  }
  const erased = { workspaceId, contactIds, conversationIds }
  await eraseContacts(store, erased)
  for (const { erase } of keepers) await erase(store, erased)
  const doneAt = instantAt(engine.now())
  for (const contactId of contactIds) {
    const { items } = await inWorkspace(store, privacyRequests, workspaceId).find({ contactId })
    for (const { _id, kind, doneAt: before } of items)
      await store.collection(privacyRequests).update(_id, {
        ...(kind === 'erasure' && !before ? { $set: { doneAt } } : {}),
        $unset: ['contactId', 'note'],
      })
  }
  await docs.update(doc._id, { $set: { doneAt }, $unset: ['contactIds', 'conversationIds', 'dueAt'] })
  return true
}
