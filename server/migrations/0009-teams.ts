import { conversations } from '../chats/collections.ts'
import { flows, versions } from '../flows/collections.ts'
import type { CollectionDefinition, Store, Stored } from '../store/contract.ts'
import { type TeamDoc, teams } from '../teams/collections.ts'
import type { StoreMigration } from './migration.ts'

/** Where a flow said in free words who takes a chat. */
interface OldFlow {
  nodes: { type: string; data: { config: { team?: unknown } } }[]
}
type OldRow = Stored & {
  workspaceId: string
  list: string
  owner: { kind: string; team?: string }
  handOff?: { team?: string }
  team?: string
}
const oldRows = conversations as CollectionDefinition<Stored> as CollectionDefinition<OldRow>

const parts = ['flows', 'versions', 'conversations'] as const

/**
 * Each distinct text that flows named a team by, but for capitals and spaces, becomes a team of that name, whose id is made of it: flows
 * and turns stay as they are. Rows of the inbox get the id of their team. Where a page ended is `<part> <the store's key>`.
 */
export const teamsOfTheirOwn: StoreMigration = {
  id: '0009-teams',
  does: 'the teams that flows name become teams',
  async page(store, after = 'flows ') {
    const at = after.indexOf(' ')
    const part = after.slice(0, at) as (typeof parts)[number]
    const key = after.slice(at + 1)
    const { changed, next } = await pages[part](store, key === '' ? {} : { after: key })
    if (next !== undefined) return { changed, next: `${part} ${next}` }
    const following = parts[parts.indexOf(part) + 1]
    return { changed, next: following && `${following} ` }
  },
}

type From = { after?: string }
const pages: Record<
  (typeof parts)[number],
  (store: Store, from: From) => Promise<{ changed: number; next?: string | undefined }>
> = {
  async flows(store, from) {
    const { items, next } = await store.collection(flows).find({}, { sort: { _id: 1 }, limit: 20, ...from })
    return {
      changed: await make(
        store,
        items.flatMap(({ workspaceId, draft }) => namesIn(workspaceId, draft as OldFlow)),
      ),
      next,
    }
  },
  async versions(store, from) {
    const { items, next } = await store.collection(versions).find({}, { sort: { _id: 1 }, limit: 20, ...from })
    return {
      changed: await make(
        store,
        items.flatMap(({ workspaceId, flow }) => namesIn(workspaceId, flow as OldFlow)),
      ),
      next,
    }
  },
  async conversations(store, from) {
    const docs = store.collection(oldRows)
    const { items, next } = await docs.find({}, { sort: { _id: 1 }, limit: 200, ...from })
    const named = items.map((row) => ({ row, named: row.owner.kind === 'queue' ? row.owner.team : row.handOff?.team }))
    const made = await make(
      store,
      named.flatMap(({ row: { workspaceId }, named }) =>
        idOf(named) === '' ? [] : [{ workspaceId, name: (named as string).trim() }],
      ),
    )
    let changed = 0
    for (const { row, named: text } of named) {
      const team = idOf(text)
      if (row.team !== undefined || row.list === 'flow' || (team === '' && row.list !== 'waiting')) continue
      if (await docs.update(row._id, { $set: { team } }, { team: null })) changed++
    }
    return { changed: made + changed, next }
  },
}

interface Named {
  workspaceId: string
  name: string
}

const namesIn = (workspaceId: string, { nodes }: OldFlow): Named[] =>
  nodes.flatMap(({ type, data }) => {
    const team = type === 'hand-off' ? data.config.team : undefined
    return typeof team === 'string' && idOf(team) !== '' ? [{ workspaceId, name: team.trim() }] : []
  })

async function make(store: Store, named: Named[]): Promise<number> {
  const made = new Map<string, TeamDoc>()
  for (const { workspaceId, name } of named) {
    const _id = `${workspaceId}.${idOf(name)}`
    if (!made.has(_id)) made.set(_id, { _id, workspaceId, name, createdAt: '1970-01-01T00:00:00.000Z' })
  }
  return made.size === 0 ? 0 : (await store.collection(teams).insertMany([...made.values()])).inserted
}

function idOf(named: string | undefined): string {
  const words = (named ?? '').normalize('NFC').trim().toLowerCase().replace(/\s+/g, '-')
  if (words === '' || /^[a-z0-9_-]{1,64}$/.test(words)) return words
  return `team-${hash(words, 0xdeadbeef)}${hash(words, 0x41c6ce57)}`
}

function hash(text: string, start: number): string {
  let sum = start
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return (sum >>> 0).toString(36)
}
