import { Readable } from 'node:stream'
import type { PersonExport } from '#schemas/api/rights.ts'
import { idsOfTurns, type Turn } from '#schemas/turn.ts'
import { conversationsOf, type OpenFile } from '../chats/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { headOf, linkedConversations, whatIsKnownOf } from '../people/index.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { privacyRequests } from './collections.ts'
import { exportPage } from './export-page.ts'

type ExportDeps = Pick<Deps, 'store' | 'now' | 'random' | 'engine' | 'keepers'>

/** Everything that is kept of a person, in their own words and ours. What services answered our flows is sealed and not theirs. */
export async function exportContact(deps: ExportDeps, actor: Actor, contactId: string): Promise<PersonExport> {
  const { store, engine, keepers } = deps
  const { workspaceId } = actor
  const head = await headOf(store, workspaceId, contactId)
  if (!head) throw new AppError('not-found')
  const contactIds = [head._id, ...(head.members ?? [])]
  const rows = await conversationsOf(store, workspaceId, contactIds)
  const { conversationIds } = await linkedConversations(store, workspaceId, contactIds, rows)
  const { contacts, log } = await whatIsKnownOf(store, workspaceId, contactIds)
  const conversations = []
  for (const id of conversationIds.sort()) {
    const turns = await findAll(engine.turns, { _id: idsOfTurns(id) }, { _id: 1 })
    const newest = turns.at(-1)
    if (!newest || newest.workspaceId !== workspaceId) continue
    conversations.push({
      id,
      channel: newest.state.channel.kind,
      ...(newest.state.session ? { variables: newest.state.session.variables } : {}),
      turns: turns.map(turnShown),
    })
  }
  const person = { workspaceId, contactIds, conversationIds }
  const others = await Promise.all(keepers.map(async ({ name, read }) => [name, await read(store, person)] as const))
  const requests = (
    await Promise.all(
      contactIds.map(async (id) => (await inWorkspace(store, privacyRequests, workspaceId).find({ contactId: id })).items),
    )
  ).flat()
  await recordAudit(deps, actor, 'export', `contact ${contactId}`)
  return JSON.parse(
    JSON.stringify({ at: instantNow(deps), contacts, log, conversations, requests, ...Object.fromEntries(others) }),
  ) as PersonExport
}

const turnShown = ({ number, at, event, steps, say, effects }: Turn) => ({
  number,
  at,
  event,
  steps: steps.map(({ nodeType, outcome, output, input, set }) => ({ nodeType, outcome, output, input, set })),
  said: say.map(({ by, message }) => ({ by: by.kind, message })),
  effects,
})

/** The same as a page that people read. */
export async function exportContactPage(deps: ExportDeps, actor: Actor, contactId: string): Promise<OpenFile> {
  const bytes = Buffer.from(exportPage(await exportContact(deps, actor, contactId)))
  return { name: `person-${contactId}.html`, type: 'text/html', size: bytes.length, body: Readable.from([bytes]) }
}
