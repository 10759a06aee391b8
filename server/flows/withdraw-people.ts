import { type ConversationDoc, pageInside } from '../chats/index.ts'
import type { Engine } from '../engine/engine.ts'
import { withdrawnKey } from '../engine/event-keys.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { jobKind } from '../jobs/job-kind.ts'
import { type LivePointerDoc, livePointers } from './collections.ts'

const lookAgainMs = 1_000
const atOnce = 20
/**
 * What was read before the flow was unpublished may still let somebody in, in another process too, and the list of who is inside follows
 * the turns. Whoever is overlooked even so leaves with their next message or timer.
 */
const settleMs = 10_000

/** Which unpublishing: of a flow, at an instant. */
interface Unpublished {
  flowId: string
  at: string
}

/**
 * Moves people out of a flow that was unpublished, until nobody is left inside. Each leaves once, because they are not in it afterwards.
 * A flow cannot be deleted before, so it is tried again at every start.
 */
export const withdrawPeople = jobKind<Unpublished>({
  kind: 'withdraw-people',
  cancellable: false,
  mustEnd: true,
  async step(engine, { input: { flowId, at }, workspaceId, cursor }) {
    const pointers = engine.store.collection(livePointers)
    const pointer = await pointers.get(flowId)
    const settled = engine.now() >= Date.parse(at) + settleMs
    // It is published again; or not unpublished yet, for the job is begun before.
    if (pointer?.withdrawn?.at !== at) return { done: 0, ...(settled ? {} : { againInMs: lookAgainMs }) }
    const inside = { flowId, upTo: pointer.withdrawn.upTo }
    const from = cursor === undefined ? {} : { after: cursor }
    const page = await pageInside(engine.store, workspaceId, inside, { limit: atOnce, ...from })
    const left = await Promise.allSettled(page.items.map((row) => leave(engine, pointer, row)))
    for (const one of left)
      if (one.status === 'rejected') engine.log.error({ flowId, error: one.reason }, 'somebody could not be moved out')
    const done = left.filter((one) => one.status === 'fulfilled' && one.value).length
    if (page.next !== undefined) return { done, cursor: page.next, againInMs: 0 }
    if (cursor !== undefined || page.items.length > 0 || !settled) return { done, againInMs: lookAgainMs }
    await pointers.update(flowId, { $unset: ['withdrawAt'] }, { 'withdrawn.at': at })
    return { done }
  },
})

/** Whether they left now. */
async function leave(engine: Engine, { _id: flowId, withdrawn }: LivePointerDoc, row: ConversationDoc): Promise<boolean> {
  const { _id: conversationId, turn } = row
  const { upTo, people, by } = withdrawn as NonNullable<typeof withdrawn>
  const taken = await engine.queue.run(conversationId, {
    run: (network) =>
      takeTurn(engine, {
        conversationId,
        event: { kind: 'withdrawal', flowId, upTo, people, by },
        inboundKey: withdrawnKey(flowId, conversationId, turn),
        network,
      }),
  })
  return taken.kind === 'turn'
}
