import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import type { Worker } from '../engine/loop.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { pagesOf } from '../store/find-all.ts'
import { onMember, workspaceIds } from '../workspaces/index.ts'
import { answersPeople } from './answers-people.ts'
import { conversations } from './collections.ts'
import { unansweredSince } from './unanswered-since.ts'

/** Looked for this often even when nobody was told to have left: a chat may have been taken by somebody who just did. */
const lookEveryMs = 30_000

/**
 * Puts the chats of those who answer nobody any more back where they wait for a person. What is to be done is read off the
 * memberships and the chats themselves, and each chat is a turn: so a crash at any point leaves the rest to the next look.
 */
export const startReleases = (engine: Engine): Worker =>
  startDuty(engine, {
    name: 'releases',
    failing: 'chats of people who left are not released yet',
    alone: true,
    round: async () => {
      await releaseChats(engine)
      return lookEveryMs
    },
    listen: (nudge) => {
      const look = (): void => nudge()
      return onMember(engine.store, look, look)
    },
  })

/** Releases every chat whose owner may not answer in its workspace. How many there were. */
export async function releaseChats(engine: Engine): Promise<number> {
  let released = 0
  for await (const workspaceId of workspaceIds(engine.store))
    for await (const agentId of ownersIn(engine, workspaceId))
      if (!(await answersPeople(engine.store, { workspaceId, agentId })))
        released += await releaseOf(engine, workspaceId, agentId)
  return released
}

/** Who has chats in a workspace: one short read each, however many chats they have. */
async function* ownersIn({ store }: Engine, workspaceId: string): AsyncGenerator<string> {
  for (let last = ''; ; ) {
    const next = { workspaceId, agentId: { $gt: last } }
    const { items } = await store
      .collection(conversations)
      .find(next, { sort: { agentId: 1, updatedAt: -1 }, limit: 1, fields: ['agentId'] })
    const agentId = items[0]?.agentId
    if (agentId === undefined) return
    yield agentId
    last = agentId
  }
}

async function releaseOf(engine: Engine, workspaceId: string, agentId: string): Promise<number> {
  let released = 0
  const theirs = { workspaceId, agentId }
  for await (const page of pagesOf(engine.store.collection(conversations), theirs, {
    sort: { updatedAt: -1 },
    limit: 100,
    fields: ['_id'],
  }))
    for (const { _id: conversationId } of page) {
      const taken = await engine.queue.run(conversationId, {
        run: async (network) => {
          const since = await unansweredSince(engine, conversationId)
          const action = { do: 'release' as const, ...(since ? { since } : {}) }
          return takeTurn(engine, { conversationId, event: { kind: 'agent', action, agentId }, network })
        },
      })
      if (taken.kind === 'turn') released++
    }
  return released
}
