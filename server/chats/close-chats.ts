import { type Turn, turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { closedKey, reopenedKey } from '../engine/event-keys.ts'
import { newestTurn, turnOf } from '../engine/turns/take-turn.ts'
import { jobs } from '../jobs/collections.ts'
import { type JobSoFar, jobKind, type StepDone } from '../jobs/job-kind.ts'
import { scopeIn } from '../workspaces/index.ts'
import { actOnConversation } from './act-on-conversation.ts'
import type { Viewer } from './scope.ts'

/** So many turns, then how far it is becomes durable. Messages get their turn in between. */
const chunk = 20
const lookAgainMs = 1_000

/** Many chats, in this order. */
interface Chats {
  conversationIds: string[]
}

interface ToClose extends Chats {
  /** In the words of whoever closes them. */
  reason?: string
}

/** Closes many chats, turn by turn, each under a key of its own; those that are not theirs to close are left. Reports `closed`. */
export const closeChats = jobKind<ToClose>({
  kind: 'close-chats',
  cancellable: true,
  async step(engine, job) {
    const who = await whoIn(engine, job)
    const { reason } = job.input
    const action = { do: 'close' as const, ...(reason ? { reason } : {}) }
    return chatByChat(job, 'closed', async (conversationId) => {
      const key = closedKey(job._id, conversationId)
      return (
        (await turnOf(engine, key)) !== undefined ||
        (await actOnConversation(engine, who, conversationId, action, key)).kind === 'done'
      )
    })
  },
})

/** What job `of` closed. */
interface Closed extends Chats {
  of: string
}

/**
 * Takes a closing back, when that has come to its end: what it closed goes back to whom it belonged, where nothing has happened since.
 * Reports `opened`.
 */
export const reopenChats = jobKind<Closed>({
  kind: 'reopen-chats',
  cancellable: true,
  async step(engine, job) {
    const closing = await engine.store.collection(jobs).get(job.input.of)
    if (closing?.dueAt) return { done: 0, againInMs: lookAgainMs }
    return chatByChat(job, 'opened', async (conversationId) => {
      const key = reopenedKey(job.input.of, conversationId)
      return (await turnOf(engine, key)) !== undefined || open(engine, job, conversationId)
    })
  },
})

async function open(engine: Engine, job: JobSoFar<Closed>, conversationId: string): Promise<boolean> {
  const { of } = job.input
  const closedIn = await turnOf(engine, closedKey(of, conversationId))
  if (!closedIn || (await newestTurn(engine, conversationId))?.number !== closedIn.number) return false
  const to = (await before(engine, closedIn))?.state.owner
  if (!to) return false
  const key = reopenedKey(of, conversationId)
  return (await actOnConversation(engine, await whoIn(engine, job), conversationId, { do: 'reopen', to }, key)).kind === 'done'
}

const before = (engine: Engine, { state, number }: Turn): Promise<Turn | null> =>
  engine.turns.get(turnId(state.conversationId, number - 1))

/** Whoever asked for it, with what they may see today. */
const whoIn = async ({ store }: Engine, { workspaceId, by }: JobSoFar<unknown>): Promise<Viewer> => ({
  workspaceId,
  agentId: by,
  scope: await scopeIn(store, workspaceId, by),
})

/** The next few; the cursor is how many were looked at. `changed` counts those with which something was done. */
async function chatByChat(
  { input, cursor = '0' }: JobSoFar<Chats>,
  name: string,
  change: (conversationId: string) => Promise<boolean>,
): Promise<StepDone> {
  const at = Number(cursor)
  const some = input.conversationIds.slice(at, at + chunk)
  let changed = 0
  for (const conversationId of some) if (await change(conversationId)) changed++
  const next = at + some.length
  const over = next >= input.conversationIds.length
  return { done: some.length, report: { [name]: changed }, cursor: String(next), ...(over ? {} : { againInMs: 0 }) }
}
