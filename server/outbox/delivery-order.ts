import { LRUCache } from 'lru-cache'
import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'

/** Which messages of a conversation still have to go out before another one. */
export interface DeliveryOrder {
  /** Alone with its store, a process says this next; the id of what was said before it, when that is known. */
  made(delivery: DeliveryDoc): string | undefined
  /** Something is going out that does not follow what was made here last. */
  forget(conversationId: string): void
  sent(delivery: DeliveryDoc): void
  /** Whether what was said before it is unsent; `after` is the id of that, when it is known. */
  earlierUnsent(delivery: DeliveryDoc, after: string | undefined): Promise<boolean>
}

const mostRemembered = 5_000
/** A turn's deliveries are written at once, or when its batch is found after a crash; after this long nobody will write them. */
const goneAfterMs = 120_000

/** Remembers the newest deliveries that are made and sent here, so that as a rule the store need not be asked. */
export function deliveryOrder(engine: Engine): DeliveryOrder {
  const docs = engine.store.collection(deliveries)
  const newest = new LRUCache<string, { made: string; sent?: string }>({ max: mostRemembered })

  /**
   * Another process may have taken the turn before and not written its deliveries yet: so it is the turns that say which message
   * comes before this one.
   */
  async function askStore({ _id, conversationId }: DeliveryDoc): Promise<boolean> {
    const written = await docs.find({ _id: { $gt: `${conversationId}.`, $lt: _id } }, { sort: { _id: -1 }, limit: 1 })
    const last = written.items[0]
    if (last?.dueAt) return true
    const since = last ? turnId(conversationId, last.turnNumber) : `${conversationId}.`
    const { items } = await engine.turns.find(
      { _id: { $gte: since, $lt: _id } },
      { sort: { _id: -1 }, fields: ['say', 'at'], limit: 1000 },
    )
    for (const { say, at } of items) {
      const own = say.findIndex((said) => said.id === _id)
      const before = own < 0 ? say.at(-1) : say[own - 1]
      if (!before) continue
      const delivery = before.id === last?._id ? last : await docs.get(before.id)
      return delivery ? delivery.dueAt !== undefined : engine.now() - Date.parse(at) < goneAfterMs
    }
    return false
  }

  return {
    made({ conversationId, _id }) {
      const before = newest.get(conversationId)
      newest.set(conversationId, { ...before, made: _id })
      return before?.made
    },
    forget: (conversationId) => void newest.delete(conversationId),
    sent({ conversationId, _id }) {
      const known = newest.get(conversationId)
      if (known) known.sent = _id
    },
    async earlierUnsent(delivery, after) {
      if (delivery._id === `${turnId(delivery.conversationId, 1)}.0`) return false
      const isSent = after !== undefined && newest.get(delivery.conversationId)?.sent === after
      return isSent ? false : askStore(delivery)
    },
  }
}
