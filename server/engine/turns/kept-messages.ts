import { instantAt } from '#schemas/instant.ts'
import { UniqueViolation } from '../../store/contract.ts'
import type { InboxDoc } from '../collections.ts'
import type { Engine } from '../engine.ts'
import { messageKey } from '../event-keys.ts'
import { leaseEnd, leaseMs, underLease } from '../lease.ts'
import { ConversationGone } from './in-conversation-of.ts'
import { type Inbound, takeMessageTurn } from './take-message-turn.ts'

const mostAttempts = 5
const mostLookedAt = 100

/** Keeps a message whose turn is taken later. Durable when it resolves; one that is kept already stays as it is. */
export async function keepMessage(engine: Engine, conversationId: string, inbound: Inbound): Promise<void> {
  try {
    await engine.inbox.insert({
      _id: messageKey(inbound.message),
      ...inbound,
      conversationId,
      acceptedAt: engine.nextAcceptedAt(),
      attempts: 0,
      dueAt: leaseEnd(engine.now()),
    })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
  }
}

/**
 * Whether a conversation has kept messages that another process may have in hand: what is written now has its turn after theirs. Alone
 * with its store a process has them in the conversation's line.
 */
export async function hasKept(engine: Engine, conversationId: string): Promise<boolean> {
  if (engine.store.alone) return false
  return (await keptOf(engine, conversationId, ['parked', 'failed'])).some(({ failed }) => !failed)
}

/**
 * Takes the turns of a conversation's kept messages, the oldest first, until there are none, or another process has the oldest in hand:
 * that one goes on with the others. So they are taken in order, whichever processes they came to. A message whose turn fails stays
 * kept, lets the others go before it, and is tried again when its lease has ended.
 */
export async function processKept(engine: Engine, conversationId: string, network: () => void): Promise<void> {
  for (;;) {
    const now = instantAt(engine.now())
    const oldest = (await keptOf(engine, conversationId)).find(({ failed, dueAt }) => !failed || dueAt <= now)
    if (!oldest || (oldest.attempts > 0 && oldest.dueAt > now)) return
    const leased = await lease(engine, oldest)
    if (!leased) return
    if (!leased.parked) await processLeased(engine, leased, network)
  }
}

/** As they came in, without those that are parked; whole, or some of their fields. */
async function keptOf({ inbox }: Engine, conversationId: string, fields?: (keyof InboxDoc)[]): Promise<InboxDoc[]> {
  const { items } = await inbox.find(
    { conversationId },
    { sort: { acceptedAt: 1 }, limit: mostLookedAt, ...(fields ? { fields } : {}) },
  )
  return items.filter(({ parked }) => !parked)
}

/** Leases a message for one more try, or parks what was tried often enough; null when another process was faster. */
async function lease(engine: Engine, { _id, conversationId, attempts: before, dueAt }: InboxDoc): Promise<InboxDoc | null> {
  const attempts = before + 1
  const change =
    attempts > mostAttempts
      ? { parked: 'tried-too-often' as const, dueAt: '9999-12-31T00:00:00.000Z' }
      : { dueAt: instantAt(engine.now() + leaseMs * 2 ** before) }
  const leased = await engine.inbox.update(
    _id,
    { $set: { attempts, ...change }, $unset: ['failed'] },
    { attempts: before, dueAt },
  )
  if (leased?.parked)
    engine.log.error(
      // Not its key: WhatsApp's message ids hold the customer's number.
      { conversationId },
      `a message failed ${mostAttempts} times and is parked; the next start tries it again`,
    )
  return leased
}

async function processLeased(engine: Engine, doc: InboxDoc, network: () => void): Promise<void> {
  const { _id, conversationId, attempts } = doc
  // A later try is due later still.
  const prolong = (until: string) => engine.inbox.update(_id, { $set: { dueAt: until } }, { attempts, dueAt: { $lt: until } })
  try {
    await underLease(engine.now, prolong, () => takeMessageTurn(engine, conversationId, doc, network))
    await engine.inbox.delete({ _id })
  } catch (error) {
    if (error instanceof ConversationGone) return begin(engine, doc)
    engine.log.error({ error, conversationId }, 'the turn of a kept message failed; it will be tried again')
    await engine.inbox.update(_id, { $set: { failed: true } }, { attempts })
  }
}

/** The chat was deleted after a message of it was kept: with that its person begins another. */
async function begin(engine: Engine, { _id, attempts, workspaceId, conversationId, message }: InboxDoc): Promise<void> {
  const channel = { id: message.channelId, workspaceId }
  await engine.people.leave(channel, message.from, conversationId)
  const to = await engine.people.conversationOf(channel, message.from)
  const change = { conversationId: to, attempts: 0, dueAt: instantAt(engine.now()) }
  if (!(await engine.inbox.update(_id, { $set: change }, { attempts }))) return
  engine.queue
    .run(to, { run: (network) => processKept(engine, to, network) })
    .catch((error: unknown) => engine.log.error({ error, conversationId: to }, 'a kept message waits for its next try'))
}
