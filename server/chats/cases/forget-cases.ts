import type { Store } from '../../store/contract.ts'
import { findAll } from '../../store/find-all.ts'
import { cases } from '../collections.ts'

/** The part of a conversation that is forgotten: everything up to its turn `number`, at the instant `at`, under the id of its deleting. */
interface Forgotten {
  id: string
  conversationId: string
  number: number
  at: string
}

/** Of a deleted chat's cases stays what counts: times, who answered, how it closed. Nothing leads to whose they were. May be repeated. */
export async function forgetCases(store: Store, { id, conversationId, number, at }: Forgotten): Promise<void> {
  const docs = store.collection(cases)
  for (const doc of await findAll(docs, { conversationId, turn: { $lte: number } }, { number: -1 })) {
    const { conversationId: _c, contactId: _p, quietAt: _q, closing, ...rest } = doc
    const code = closing?.code ?? 'deleted'
    const by = closing?.by ? { by: closing.by } : {}
    const closedAt = doc.closedAt ?? at
    await docs.insertMany([{ ...rest, _id: `${id}.${doc.number}`, status: 'closed', closedAt, closing: { code, ...by } }])
    await docs.delete({ _id: doc._id, turn: doc.turn })
  }
}
