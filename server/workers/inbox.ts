import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { InboxDoc } from '../store/collections.ts'
import type { Filter } from '../store/contract.ts'
import { takeKept } from '../use-cases/handle-message.ts'
import { startLoop, type Worker } from './loop.ts'

const tickMs = 2_000
const mostAttempts = 5
const atOnce = 500

/**
 * Takes up messages that were kept but whose turn was never taken: after a crash, or after a failure. On the embedded store nobody
 * else can have them in hand, so all of them stand in their conversations' lines when this resolves, before anything new comes in.
 */
export async function startInbox(engine: Engine): Promise<Worker> {
  const failed = (error: unknown): void => engine.log.error({ error }, 'kept messages are waiting')
  await runParkedAgain(engine)
  if (engine.store.kind === 'embedded') takeUp(engine, await kept(engine, {})).catch(failed)
  return startLoop(async () => {
    await takeUpDue(engine)
    return tickMs
  }, failed)
}

/** Every kept message that is due, oldest first per conversation. How many. */
export async function takeUpDue(engine: Engine): Promise<number> {
  const due = await kept(engine, { dueAt: { $lte: instantAt(engine.now()) } })
  await takeUp(engine, due)
  return due.length
}

/** Gives parked messages their tries back. Runs at every start: what they failed on may have been mended before it. */
export async function runParkedAgain(engine: Engine): Promise<void> {
  const change = { $set: { attempts: 0, dueAt: instantAt(engine.now()) }, $unset: ['parked'] }
  await engine.inbox.updateMany({ parked: { $gt: '' } }, change)
}

async function kept(engine: Engine, which: Filter): Promise<InboxDoc[]> {
  const { items } = await engine.inbox.find(which, { sort: { dueAt: 1 }, limit: atOnce })
  return items.filter((doc) => !doc.parked).sort((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1))
}

async function takeUp(engine: Engine, docs: readonly InboxDoc[]): Promise<void> {
  await Promise.all(
    docs.map((doc) =>
      engine.queue.run(doc.conversationId, {
        run: async (network) => {
          const { workspaceId, channelKind, conversationId, message } = doc
          if (await claim(engine, doc)) await takeKept(engine, conversationId, { workspaceId, channelKind, message }, network)
        },
      }),
    ),
  )
}

/** Whether it is ours to try now, which it is for a few times only. */
async function claim(engine: Engine, { _id, conversationId, attempts: before }: InboxDoc): Promise<boolean> {
  const attempts = before + 1
  const dueAt = instantAt(engine.now() + 30_000 * 2 ** before)
  const parked =
    attempts > mostAttempts ? { parked: `failed ${mostAttempts} times`, dueAt: '9999-12-31T00:00:00.000Z' } : { dueAt }
  const mine = await engine.inbox.update(_id, { $set: { attempts, ...parked } }, { attempts: before })
  if (mine?.parked)
    engine.log.error({ inboundKey: _id, conversationId }, `a message ${mine.parked} and is parked; the next start tries it again`)
  return mine !== null && !mine.parked
}
