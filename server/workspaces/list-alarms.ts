import type { Alarm } from '#schemas/api/alarms.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { countOutOfOrder } from '../channels/index.ts'
import { rowsOf } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { inbox, timers } from '../engine/collections.ts'
import { flowsWithoutTeam } from '../flows/index.ts'
import type { Filter, Store } from '../store/contract.ts'

/** What does not work in a workspace and needs somebody; nothing as a rule. */
export async function listAlarms(
  deps: Pick<Deps, 'store' | 'engine' | 'registry'>,
  workspaceId: string,
): Promise<Listing<Alarm>> {
  const { store } = deps
  const parked = { parked: { $gt: '' }, workspaceId }
  const [out, messages, waits, teamless] = await Promise.all([
    countOutOfOrder(store, workspaceId),
    store.collection(inbox).count(parked),
    store.collection(timers).count(parked),
    flowsWithoutTeam(deps, workspaceId),
  ])
  const items: Alarm[] = []
  if (store.refusals().now) items.push({ code: 'store-refuses' })
  if (out > 0) items.push({ code: 'channels-out-of-order', count: out })
  if (messages > 0) items.push({ code: 'messages-parked', count: messages })
  if (waits > 0) items.push({ code: 'timers-parked', count: waits, chats: await chatsOf(store, parked) })
  if (teamless.length > 0) items.push({ code: 'teams-gone', count: teamless.length })
  return { items }
}

/** The first chats whose timers are parked, those that the list has. */
async function chatsOf(store: Store, parked: Filter): Promise<NonNullable<Alarm['chats']>> {
  const { items } = await store.collection(timers).find(parked, { limit: 10, fields: ['conversationId'] })
  const rows = await rowsOf(store, [...new Set(items.map(({ conversationId }) => conversationId))])
  return rows.slice(0, 3).map(({ _id, contactName }) => ({ conversationId: _id, contactName }))
}
