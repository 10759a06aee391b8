import { instantAt } from '#schemas/instant.ts'
import { findAll } from '../../store/find-all.ts'
import type { InboxDoc } from '../collections.ts'
import { startDuty } from '../duty.ts'
import type { Engine } from '../engine.ts'
import type { Worker } from '../loop.ts'
import { UnderWay } from '../under-way.ts'
import { processKept } from './kept-messages.ts'

const tickMs = 2_000
const atOnce = 500

/**
 * Takes up messages that were kept but whose turn was never taken: after a crash, or after a failure. On the embedded store nobody
 * else can have them in hand, so all of them stand in their conversations' lines when this resolves, before anything new comes in.
 */
export async function startInbox(engine: Engine): Promise<Worker> {
  const failing = 'kept messages are waiting'
  const underWay = new UnderWay((error) => engine.log.error({ error }, failing))
  const processAll = (docs: readonly InboxDoc[]): void => {
    for (const conversationId of conversationsOf(docs))
      underWay.begin(conversationId, () => processConversation(engine, conversationId))
  }
  const { alone } = engine.store
  if (alone) {
    await runParkedAgain(engine)
    await engine.inbox.updateMany({ dueAt: { $gt: '' } }, { $set: { dueAt: instantAt(engine.now()) } })
    processAll(await findAll(engine.inbox, {}, { _id: 1 }))
  }
  let parkedToo = !alone
  const round = async (): Promise<number> => {
    if (parkedToo) await runParkedAgain(engine)
    parkedToo = false
    processAll(await dueMessages(engine))
    return tickMs
  }
  return underWay.endingWith(startDuty(engine, { name: 'inbox', failing, round }))
}

/** Takes up every kept message that is due. How many. */
export async function processDue(engine: Engine): Promise<number> {
  const due = await dueMessages(engine)
  await Promise.all(conversationsOf(due).map((conversationId) => processConversation(engine, conversationId)))
  return due.length
}

/** Gives parked messages their tries back. Runs at every start: what they failed on may have been mended before it. */
export async function runParkedAgain(engine: Engine): Promise<void> {
  const change = { $set: { attempts: 0, dueAt: instantAt(engine.now()) }, $unset: ['parked'] }
  await engine.inbox.updateMany({ parked: { $gt: '' } }, change)
}

async function dueMessages(engine: Engine): Promise<InboxDoc[]> {
  const due = { dueAt: { $lte: instantAt(engine.now()) } }
  return (await engine.inbox.find(due, { sort: { dueAt: 1 }, limit: atOnce })).items
}

const conversationsOf = (docs: readonly InboxDoc[]): string[] => [...new Set(docs.map(({ conversationId }) => conversationId))]

const processConversation = (engine: Engine, conversationId: string): Promise<void> =>
  engine.queue.run(conversationId, { run: (network) => processKept(engine, conversationId, network) })
