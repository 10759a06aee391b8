import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { assignedKey } from '../engine/event-keys.ts'
import { takeTurn, turnOf } from '../engine/turns/take-turn.ts'
import { AppError, invalidInput } from '../errors.ts'
import { knownTeams } from '../teams/index.ts'
import { answersPeople } from './answers-people.ts'
import type { Viewer } from './scope.ts'
import { seenBy } from './seen.ts'
import { unansweredSince } from './unanswered-since.ts'

export interface ToAssign {
  /** Of whoever assigns: under one it is done once. */
  id: string
  /** Who answers from now on. Without them and without a team, the chat waits for a person again. */
  to?: string | undefined
  /** For whom of them it waits from now on. */
  team?: string | undefined
  /** Who answers now; what was meant for one person is not done to another who was quicker. */
  from?: string | undefined
  /** For whoever gets it. */
  note?: string | undefined
}

/** Gives a chat to a colleague or a team, or back to where a person is waited for. Refused with `not-owner` where somebody else answers it now. */
export async function assignConversation(
  engine: Engine,
  who: Viewer,
  conversationId: string,
  { id, to, team, from, note }: ToAssign,
): Promise<Turn> {
  const { workspaceId, agentId: by } = who
  const inboundKey = assignedKey(conversationId, id)
  const known = await seenBy(engine, who, conversationId)
  if (!known) {
    // Whoever gave it away may not see it any more; that they did is said again.
    const done = await turnOf(engine, inboundKey)
    if (done?.workspaceId === workspaceId && done.event.kind === 'assign' && done.event.by === by) return done
    throw new AppError('not-found')
  }
  if (to !== undefined && !(await answersPeople(engine.store, { workspaceId, agentId: to })))
    throw invalidInput({ path: '/to', message: 'answers nobody here' })
  if (team !== undefined && to !== undefined)
    throw invalidInput({ path: '/team', message: 'is given instead of to, one of both' })
  if (team !== undefined && !(await knownTeams(engine.store, workspaceId)).includes(team))
    throw invalidInput({ path: '/team', message: 'is no team here' })
  const waitsFor = team ?? known.state.handOff?.team
  const taken = await engine.queue.run(conversationId, {
    run: async () => {
      const since = to === undefined ? await unansweredSince(engine, conversationId) : undefined
      return takeTurn(engine, {
        conversationId,
        event: {
          kind: 'assign',
          by,
          to: to === undefined ? { kind: 'queue', ...(waitsFor ? { team: waitsFor } : {}) } : { kind: 'agent', agentId: to },
          ...(from ? { from } : {}),
          why: to === by ? 'taken' : 'handed-over',
          ...(note ? { note } : {}),
          ...(since ? { since } : {}),
        },
        inboundKey,
        looksFirst: true,
      })
    },
  })
  if (taken.kind !== 'refused') return taken.turn
  throw new AppError(taken.refused === 'not-owner' ? 'not-owner' : 'nothing-to-do', { owner: taken.owner })
}
