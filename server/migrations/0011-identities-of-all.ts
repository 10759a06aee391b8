import { hash } from 'node:crypto'
import { isForgotten } from '#runtime/forget.ts'
import type { Sender } from '#schemas/message.ts'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import { turns } from '../engine/collections.ts'
import { type IdentityDoc, identities } from '../people/collections.ts'
import type { Store } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

/** A conversation was called by a hash of the channel and who it is of. */
export const earlierIdOf = (channelId: string, externalId: string): string =>
  `c${hash('sha256', `${channelId}\n${externalId}`, 'base64url').slice(0, 22)}`

const atOnce = 50
/** Who somebody is stands in each message of theirs: so far back it is looked for the newest one. */
const mostTurns = 50

/**
 * Conversations of earlier releases, which were called by whom they are of, get identities that lead to them. What they are called cannot
 * be read back; so the ids that stand in their turns are tried. Two ids of one person were kept under what the conversation of each would
 * have been called.
 */
export const identitiesOfAll: StoreMigration = {
  id: '0011-identities-of-all',
  does: 'conversations are found by whose they are',
  async page(store, after = '') {
    let [at, changed]: [string | undefined, number] = [after, 0]
    for (let looked = 0; looked < atOnce && at !== undefined; looked++) {
      const newest = await newestAfter(store, at)
      at = newest?.conversationId
      if (newest) changed += await lead(store, newest)
    }
    return { changed, next: at }
  },
}

type Newest = Pick<Turn, 'workspaceId' | 'state'> & { conversationId: string; met: Partial<Sender>[] }

/** The next conversation after this one, and the ids in its newest turns. */
async function newestAfter(store: Store, conversationId: string): Promise<Newest | undefined> {
  const docs = store.collection(turns)
  const [first] = (await docs.find({ _id: { $gt: `${conversationId}/` } }, { sort: { _id: 1 }, limit: 1 })).items
  if (!first) return undefined
  const { conversationId: next } = first.state
  const { items } = await docs.find({ _id: idsOfTurns(next) }, { sort: { _id: -1 }, limit: mostTurns })
  const { workspaceId, state } = items[0] ?? first
  const met = [...items, first].flatMap(({ event }) => (event.kind === 'message' ? event.message.from : []))
  return { conversationId: next, workspaceId, state, met }
}

async function lead(store: Store, { conversationId, workspaceId, state, met }: Newest): Promise<number> {
  if (isForgotten(state)) return 0
  const ids = new Set([state.address, ...met.flatMap(({ externalId, address }) => [externalId, address])])
  const called = new Map([...ids].flatMap((id) => (id ? [[earlierIdOf(state.channel.id, id), id] as const] : [])))
  const docs = store.collection(identities)
  const kept = new Map((await docs.getMany([...called.keys()])).map((doc) => [doc._id, doc]))
  const made: IdentityDoc[] = []
  for (const [earlier, id] of called) {
    const old = kept.get(earlier)
    const own = earlier === conversationId
    if (old) made.push({ ...old, _id: `${state.channel.id}:${id}`, link: own || (await begun(store, earlier)) ? 'met' : 'led' })
    else if (own) made.push({ _id: `${state.channel.id}:${id}`, workspaceId, conversationId })
  }
  if (made.length === 0) return 0
  const { inserted } = await docs.insertMany(made)
  if (kept.size > 0) await docs.delete({ _id: { $in: [...kept.keys()] } })
  return inserted
}

async function begun(store: Store, conversationId: string): Promise<boolean> {
  const range = { _id: idsOfTurns(conversationId) }
  const [newest] = (await store.collection(turns).find(range, { sort: { _id: -1 }, limit: 1, fields: ['state'] })).items
  return newest !== undefined && !isForgotten(newest.state)
}
