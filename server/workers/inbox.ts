import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { InboxDoc } from '../store/collections.ts'
import { findAll } from '../store/find-all.ts'
import { takeKept } from '../use-cases/handle-message.ts'
import { startLoop, type Worker } from './loop.ts'
import { UnderWay } from './under-way.ts'

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
  const underWay = new UnderWay(failed)
  const takeUpAll = (docs: readonly InboxDoc[]): void => {
    for (const doc of docs) underWay.begin(doc._id, () => takeUp(engine, doc))
  }
  if (engine.store.kind === 'embedded') takeUpAll(inOrder(await findAll(engine.inbox, {}, { _id: 1 })))
  const worker = startLoop(async () => {
    takeUpAll(await dueMessages(engine))
    return tickMs
  }, failed)
  return underWay.endingWith(worker)
}

/** Takes up every kept message that is due. How many. */
export async function takeUpDue(engine: Engine): Promise<number> {
  const due = await dueMessages(engine)
  await Promise.all(due.map((doc) => takeUp(engine, doc)))
  return due.length
}

/** Gives parked messages their tries back. Runs at every start: what they failed on may have been mended before it. */
export async function runParkedAgain(engine: Engine): Promise<void> {
  const change = { $set: { attempts: 0, dueAt: instantAt(engine.now()) }, $unset: ['parked'] }
  await engine.inbox.updateMany({ parked: { $gt: '' } }, change)
}

async function dueMessages(engine: Engine): Promise<InboxDoc[]> {
  const due = { dueAt: { $lte: instantAt(engine.now()) } }
  return inOrder((await engine.inbox.find(due, { sort: { dueAt: 1 }, limit: atOnce })).items)
}

/** As they came in. */
const inOrder = (docs: InboxDoc[]): InboxDoc[] => docs.sort((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1))

async function takeUp(engine: Engine, doc: InboxDoc): Promise<void> {
  const { workspaceId, channelKind, conversationId, message } = doc
  await engine.queue.run(conversationId, {
    run: async (network) => {
      const attempts = await lease(engine, doc)
      if (attempts) await takeKept(engine, conversationId, { workspaceId, channelKind, message }, { network, attempts })
    },
  })
}

/** Leases it for one more try: which one. Undefined when another process has it, or it was tried a few times already. */
async function lease(engine: Engine, { _id, conversationId, attempts: before }: InboxDoc): Promise<number | undefined> {
  const attempts = before + 1
  const dueAt = instantAt(engine.now() + 30_000 * 2 ** before)
  const parked =
    attempts > mostAttempts ? { parked: `failed ${mostAttempts} times`, dueAt: '9999-12-31T00:00:00.000Z' } : { dueAt }
  const leased = await engine.inbox.update(_id, { $set: { attempts, ...parked } }, { attempts: before })
  if (leased?.parked)
    engine.log.error(
      { inboundKey: _id, conversationId },
      `a message ${leased.parked} and is parked; the next start tries it again`,
    )
  return leased && !leased.parked ? attempts : undefined
}
