import type { Instant } from '#schemas/instant.ts'
import { teamIdOf } from '#schemas/team.ts'
import type { Engine } from '../engine/engine.ts'
import { passedKey } from '../engine/event-keys.ts'
import { newestState, takeTurn, turnOf } from '../engine/turns/take-turn.ts'
import { type JobSoFar, jobKind } from '../jobs/job-kind.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { conversations } from './collections.ts'

/** What was read before the team went may still hand somebody to it, in another process too. */
const settleMs = 10_000
const lookAgainMs = 1_000
/** So many turns, then how far it is becomes durable. Messages get their turn in between. */
const chunk = 20

interface OfTeam {
  /** The id of a team that is deleted. */
  team: string
  /** When; absent in jobs of earlier releases. */
  at?: Instant
}

/** What waits for a team waits for whoever takes it, as long as it did before: turn by turn, each under a key of its own. Reports `passed`. */
export const passChats = jobKind<OfTeam>({
  kind: 'pass-chats',
  cancellable: false,
  async step(engine, { _id, workspaceId, by, input: { team, at }, cursor }) {
    const waiting = { list: 'waiting', team, waitingSince: { $gt: '' } }
    const { items, next } = await inWorkspace(engine.store, conversations, workspaceId).find(waiting, {
      sort: { waitingSince: 1 },
      limit: chunk,
      fields: ['_id'],
      ...(cursor === undefined ? {} : { after: cursor }),
    })
    let passed = 0
    for (const { _id: conversationId } of items) if (await pass(engine, { _id, by }, conversationId, team)) passed++
    const settled = at === undefined || engine.now() >= Date.parse(at) + settleMs
    const again = next !== undefined ? { againInMs: 0 } : settled ? {} : { againInMs: lookAgainMs }
    return { done: items.length, report: { passed }, cursor: next, ...again }
  },
})

async function pass(
  engine: Engine,
  job: Pick<JobSoFar<OfTeam>, '_id' | 'by'>,
  conversationId: string,
  team: string,
): Promise<boolean> {
  const inboundKey = passedKey(job._id, conversationId)
  if (await turnOf(engine, inboundKey)) return true
  const taken = await engine.queue.run(conversationId, {
    run: async (network) => {
      const owner = (await newestState(engine, conversationId))?.state.owner
      if (owner?.kind !== 'queue' || teamIdOf(owner.team) !== team) return undefined
      const event = { kind: 'agent' as const, action: { do: 'pass' as const }, agentId: job.by }
      return takeTurn(engine, { conversationId, event, network, inboundKey })
    },
  })
  return taken?.kind === 'turn'
}
