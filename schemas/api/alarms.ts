import { anyText, type FromFields, id, listing, listOf, maybe, named, object, oneOf, whole } from './shape.ts'

const alarmFields = {
  code: oneOf(['store-refuses', 'channels-out-of-order', 'messages-parked', 'timers-parked', 'teams-gone']),
  count: maybe(whole(1, Number.MAX_SAFE_INTEGER)),
  /** Of waits: the first chats that stand still. */
  chats: maybe(listOf(object({ conversationId: id, contactName: anyText }), 3)),
}
/**
 * GET /workspaces/{w}/alarms → Listing<Alarm>, for owners and admins: what does not work right now and needs somebody. The disk is full
 * (store-refuses), nothing goes out through so many channels (channels-out-of-order), so many messages of customers (messages-parked)
 * or waits of flows (timers-parked) failed too often and wait for a restart; so many live flows hand over to a team that is not there (any more),
 * and whoever they hand over waits for anybody (teams-gone).
 */
export type Alarm = FromFields<typeof alarmFields>
export const alarms = listing(named<Alarm>('Alarm', object(alarmFields)))
