import type { CaseState } from '#schemas/case.ts'
import type { Turn } from '#schemas/turn.ts'
import { type CaseDoc, cases, conversations } from '../chats/collections.ts'
import { turns } from '../engine/collections.ts'
import type { Store } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

const aDayMs = 24 * 3_600_000

/** All that a conversation was before there were cases is its first one, as its newest turn is lifted; it opened with its first turn. */
export const firstCases: StoreMigration = {
  id: '0008-cases',
  does: 'conversations get cases',
  async page(store, after) {
    const rows = store.collection(conversations)
    const options = { sort: { _id: 1 as const }, limit: 200, fields: ['_id'], ...(after === undefined ? {} : { after }) }
    const { items, next } = await rows.find({}, options)
    const made = (await Promise.all(items.map(({ _id }) => firstCaseOf(store, _id)))).flatMap((doc) => doc ?? [])
    const { inserted } = await store.collection(cases).insertMany(made)
    return { changed: inserted, next }
  },
}

async function firstCaseOf(store: Store, conversationId: string): Promise<CaseDoc | undefined> {
  const [newest, first] = await Promise.all([-1, 1].map((order) => turnAt(store, conversationId, order as 1 | -1)))
  const is: CaseState | undefined = newest?.state.case
  if (!newest || !is?.lifted) return undefined
  const { at: closedAt, ...closing } = is.closed ?? {}
  return {
    _id: `${conversationId}.1`,
    workspaceId: newest.workspaceId,
    conversationId,
    contactId: newest.state.contact.id,
    channelId: newest.state.channel.id,
    channelKind: newest.state.channel.kind,
    number: 1,
    openedAt: first?.at ?? is.openedAt,
    lifted: true,
    status: is.closed ? 'closed' : 'open',
    handOffs: 0,
    reopened: 0,
    ...(closedAt === undefined
      ? { quietAt: new Date(Date.parse(newest.at) + aDayMs).toISOString() }
      : { closedAt, closing: closing as NonNullable<CaseDoc['closing']> }),
    turn: 0,
  }
}

async function turnAt(store: Store, conversationId: string, order: 1 | -1): Promise<Turn | undefined> {
  const range = { _id: { $gt: `${conversationId}.`, $lt: `${conversationId}/` } }
  return (await store.collection(turns).find(range, { sort: { _id: order }, limit: 1 })).items[0]
}
