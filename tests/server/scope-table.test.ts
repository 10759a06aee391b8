import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import type { Scope } from '#schemas/scope.ts'
import { type ConversationDoc, conversations } from '#server/chats/collections.ts'
import { countInScope, type InboxView, pageInScope } from '#server/chats/in-scope.ts'
import { belongs, scopeFilter, spotsOf, spotsWith, type Viewer } from '#server/chats/scope.ts'
import type { Store } from '#server/store/contract.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'
import { openTestEmbedded, openTestMongo } from '#tests/support/stores.ts'

const agents = ['ann', 'bo', 'cy']
const teamIds = ['orders', 'sales', 'repairs']

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ sees: 'all' }),
  fc.record({ sees: fc.constantFrom('teams' as const, 'own' as const), teams: fc.subarray(teamIds) }),
)
const viewer: fc.Arbitrary<Viewer> = fc.record({ workspaceId: fc.constant('w'), agentId: fc.constantFrom(...agents), scope })

/** What a row can be, as turns make it. */
const row = fc
  .record({
    list: fc.constantFrom('waiting' as const, 'agent' as const, 'flow' as const, 'closed' as const),
    agent: fc.constantFrom(...agents),
    team: fc.constantFrom(undefined, ...teamIds),
    closer: fc.constantFrom(undefined, ...agents),
    workspaceId: fc.constantFrom('w', 'w', 'w', 'another'),
    // Few moments, so that many fall on one.
    minute: fc.integer({ min: 10, max: 14 }),
  })
  .map(({ list, agent, team, closer, workspaceId, minute }) => {
    const at = `2041-03-02T09:${minute}:00.000Z`
    return {
      workspaceId,
      list,
      updatedAt: at,
      ...(list === 'agent' ? { agentId: agent } : {}),
      ...(list === 'waiting' ? { team: team ?? '', waitingSince: at } : team && list !== 'flow' ? { team } : {}),
      ...(list === 'closed' && closer ? { closedBy: closer } : {}),
    }
  })
type Row = Omit<
  Pick<ConversationDoc, 'workspaceId' | 'list' | 'updatedAt' | 'agentId' | 'team' | 'waitingSince' | 'closedBy'>,
  never
>

/** The same in plain words: what the table is held against. */
function maySee({ agentId, scope = { sees: 'all' } }: Viewer, { list, agentId: owner, team, closedBy }: Row): boolean {
  if (scope.sees === 'all') return true
  if (owner === agentId || closedBy === agentId) return true
  if (list === 'waiting' && team === '') return true
  const ofMyTeam = team !== undefined && scope.teams.includes(team)
  return scope.sees === 'teams' ? ofMyTeam : ofMyTeam && list === 'waiting'
}

const inView = (view: InboxView, { agentId }: Viewer, row: Row): boolean =>
  view === 'all' || (view === 'mine' ? row.agentId === agentId : row.list === view)

const stores = [['the embedded store', openTestEmbedded] as const, ...(mongoTestUri ? [['MongoDB', openTestMongo] as const] : [])]
const views = ['waiting', 'mine', 'flow', 'all', 'closed'] as const

it.each(stores)(
  'who may see which chats is the same for lists, counts, single chats and live rooms, on %s',
  { timeout: 120_000 },
  async (_, open) => {
    const store = await open({ now: () => Date.parse('2041-03-02T09:00:00.000Z') })
    onTestFinished(() => store.close())
    const docs = store.collection(conversations)
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 25 }),
        fc.array(viewer, { minLength: 1, maxLength: 4 }),
        async (rows, viewers) => {
          for (const workspaceId of ['w', 'another']) await docs.delete({ workspaceId })
          const all = rows.map((made, at) => ({ _id: `c${String(at).padStart(3, '0')}`, ...made }))
          await docs.insertMany(all as unknown as ConversationDoc[])
          const here = all.filter(({ workspaceId }) => workspaceId === 'w')
          for (const who of viewers) {
            const seen = here.filter((each) => belongs(who, each))
            expect(seen).toEqual(here.filter((each) => maySee(who, each)))
            const { items } = await docs.find(scopeFilter(who), { sort: { updatedAt: -1 }, limit: 1000 })
            expect(items.map(({ _id }) => _id).sort()).toEqual(seen.map(({ _id }) => _id))
            const rooms = spotsOf(who)
            expect(here.filter((each) => !rooms || spotsWith(each).some((spot) => rooms.includes(spot)))).toEqual(seen)
            for (const view of views) {
              const expected = seen.filter((each) => inView(view, who, each))
              expect(await idsOf(store, who, view)).toEqual(inOrder(view, expected))
              if (view !== 'all' && view !== 'closed') expect(await countInScope(store, who, view)).toBe(expected.length)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  },
)

if (!mongoTestUri) it.skip('on MongoDB: run npm run test:mongo, or set MONGODB_TEST_URI')

/** Every page of a view, each as small as can be. */
async function idsOf(store: Store, who: Viewer, view: InboxView): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await pageInScope(store, who, view, { after, limit: 3 })
    ids.push(...page.items.map(({ _id }) => _id))
    if (page.next === undefined) return ids
    after = page.next
  }
}

function inOrder(view: InboxView, rows: (Row & { _id: string })[]): string[] {
  const way = view === 'waiting' ? 1 : -1
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return rows.toSorted((a, b) => way * (compare(a.updatedAt, b.updatedAt) || compare(a._id, b._id))).map(({ _id }) => _id)
}
