import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { InboxDoc } from '../store/collections.ts'
import type { Filter } from '../store/contract.ts'
import { takeKept } from '../use-cases/handle-message.ts'
import { startLoop, type Worker } from './loop.ts'

const tickMs = 2_000
const mostAttempts = 5

/** Takes up messages that were kept but whose turn was never taken: after a crash, or after a failure. */
export function startInbox(engine: Engine): Worker {
  let begun = false
  return startLoop(
    async () => {
      if (!begun) await runParkedAgain(engine)
      begun = true
      await takeUpDue(engine)
      return tickMs
    },
    (error) => engine.log.error({ error }, 'kept messages are waiting'),
  )
}

/** Every kept message that is due, oldest first per conversation. How many. */
export async function takeUpDue(engine: Engine, all = false): Promise<number> {
  const now = engine.now()
  const due: Filter = all ? {} : { dueAt: { $lte: instantAt(now) } }
  const { items } = await engine.inbox.find(due, { sort: { dueAt: 1 }, limit: 500 })
  const open = items.filter((doc) => !doc.parked).sort((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1))
  await Promise.all(open.map((doc) => takeUp(engine, doc, now)))
  return open.length
}

/** Gives parked messages their tries back. Runs at every start: what they failed on may have been mended before it. */
export async function runParkedAgain(engine: Engine): Promise<void> {
  const change = { $set: { attempts: 0, dueAt: instantAt(engine.now()) }, $unset: ['parked'] }
  await engine.inbox.updateMany({ parked: { $gt: '' } }, change)
}

async function takeUp(engine: Engine, doc: InboxDoc, now: number): Promise<void> {
  const attempts = doc.attempts + 1
  const dueAt = instantAt(now + 30_000 * 2 ** doc.attempts)
  const parked =
    attempts > mostAttempts ? { parked: `failed ${mostAttempts} times`, dueAt: '9999-12-31T00:00:00.000Z' } : { dueAt }
  const mine = await engine.inbox.update(doc._id, { $set: { attempts, ...parked } }, { attempts: doc.attempts })
  if (!mine) return
  if (mine.parked) {
    const { _id, conversationId } = doc
    engine.log.error({ inboundKey: _id, conversationId }, `a message ${mine.parked} and is parked; the next start tries it again`)
    return
  }
  await engine.queue.run(doc.conversationId, {
    run: (network) =>
      takeKept(
        engine,
        doc.conversationId,
        { workspaceId: doc.workspaceId, channelKind: doc.channelKind, message: doc.message },
        network,
      ),
  })
}
