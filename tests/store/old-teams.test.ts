import { expect, it, onTestFinished } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { teamIdOf } from '#schemas/team.ts'
import { type ConversationDoc, conversations } from '#server/chats/collections.ts'
import { flows, versions } from '#server/flows/collections.ts'
import { teamsOfTheirOwn } from '#server/migrations/0009-teams.ts'
import type { Store } from '#server/store/contract.ts'
import { findAll } from '#server/store/find-all.ts'
import { teams } from '#server/teams/collections.ts'
import { eachStore } from '#tests/support/stores.ts'

const at = '2026-11-01T00:00:00.000Z'
const handsTo = (...named: string[]) => {
  const flow = newFlow('Desk')
  for (const [n, team] of named.entries())
    flow.nodes.push({ id: `n${n}`, type: 'hand-off', position: { x: 0, y: 0 }, data: { config: { team } } })
  return flow
}

/** From its beginning to its end, as a start makes it. */
async function migrate(store: Store): Promise<number> {
  let changed = 0
  for (let after: string | undefined; ; ) {
    const page = await teamsOfTheirOwn.page(store, after)
    changed += page.changed
    if (page.next === undefined) return changed
    after = page.next
  }
}

eachStore('teams that flows of earlier releases named in free words', (open) => {
  it('become teams, one for each distinct text of a workspace, and the inbox knows whose a chat is', async () => {
    const store = await open()
    onTestFinished(() => store.close())
    const summary = { name: 'Desk', nodeCount: 1, errors: 0, warnings: 0 }
    const draft = {
      draft: handsTo('service', 'After sales', ' ', '', 'Service '),
      summary,
      revision: 1,
      savedAt: at,
      savedBy: 'ada',
    }
    await store.collection(flows).insertMany([
      { _id: 'f', workspaceId: 'w', ...draft },
      { _id: 'g', workspaceId: 'other', ...draft, draft: handsTo('service') },
    ])
    const version = { _id: 'f.1', workspaceId: 'w', flowId: 'f', version: 1, flow: handsTo('Late shift', 'service') }
    await store.collection(versions).insert({ ...version, publishedAt: at, publishedBy: 'ada' })
    const row = (id: string, list: string, more: object) => ({ _id: id, workspaceId: 'w', list, updatedAt: at, ...more })
    const queue = (team?: string) => ({ owner: { kind: 'queue', since: at, ...(team ? { team } : {}) }, waitingSince: at })
    const rows = [
      row('c1', 'waiting', queue('After sales')),
      row('c2', 'waiting', queue()),
      row('c3', 'agent', {
        owner: { kind: 'agent', agentId: 'bo', since: at },
        agentId: 'bo',
        handOff: { team: 'Gone with its flow' },
      }),
      row('c4', 'flow', { owner: { kind: 'flow' } }),
      row('c5', 'closed', { owner: { kind: 'flow' }, handOff: { team: 'service' } }),
    ]
    await store.collection(conversations).insertMany(rows as unknown as ConversationDoc[])

    expect(await migrate(store)).toBe(9)
    const made = await findAll(store.collection(teams), {}, { _id: 1 })
    const named = ['After sales', 'Gone with its flow', 'Late shift', 'service']
    expect(new Map(made.map(({ _id, name }) => [_id, name]))).toEqual(
      new Map([...named.map((name) => [`w.${teamIdOf(name)}`, name] as const), ['other.service', 'service']]),
    )
    const teamOf = async () =>
      Object.fromEntries((await findAll(store.collection(conversations), {}, { _id: 1 })).map(({ _id, team }) => [_id, team]))
    const after = { c1: teamIdOf('After sales'), c2: '', c3: teamIdOf('Gone with its flow'), c4: undefined, c5: 'service' }
    expect(await teamOf()).toEqual(after)
    expect(await migrate(store)).toBe(0)
    expect(await teamOf()).toEqual(after)
  })
})
