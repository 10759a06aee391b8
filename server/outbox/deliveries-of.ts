import type { Instant } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { DeliveryDoc } from './collections.ts'

/** What a turn says, as deliveries: one for each message, in order; whoever looks for what is due finds them at `dueAt`. */
export const deliveriesOf = ({ say, state, workspaceId, number, at }: Turn, dueAt: Instant): DeliveryDoc[] =>
  say.map(({ id }) => ({
    _id: id,
    workspaceId,
    channelId: state.channel.id,
    channelKind: state.channel.kind,
    conversationId: state.conversationId,
    turnNumber: number,
    address: state.address,
    status: 'queued',
    providerIds: [],
    attempts: 0,
    dueAt,
    at,
  }))
