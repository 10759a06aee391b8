import type { Registry } from '#nodes/contract.ts'
import type { HistoryEntry } from '#schemas/api/contacts.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { userNames } from '../accounts/index.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { tokenOf } from '../workspaces/index.ts'
import { type ContactEntryDoc, contactEntries } from './collections.ts'
import { nodeNames } from './node-names.ts'

/** Who changed what of a person, the newest first: of all who are on the page, in stretches. */
export async function contactHistory(
  parts: { store: Store; registry: Registry },
  workspaceId: string,
  contactIds: readonly string[],
  { after, limit = 50 }: PageQuery,
): Promise<Listing<HistoryEntry>> {
  const log = inWorkspace(parts.store, contactEntries, workspaceId)
  const contactId = contactIds.length === 1 ? (contactIds[0] as string) : { $in: [...contactIds] }
  const page = { limit, ...(after && { after }) }
  // Of several no index gives one order: each page is put in order by itself.
  const { items, next } = await log.find({ contactId }, contactIds.length === 1 ? { ...page, sort: { at: -1 } } : page)
  if (contactIds.length > 1) items.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const nameOf = await namesIn(parts, workspaceId, items)
  return { items: items.map((entry) => viewOf(entry, nameOf)), ...(next && { next }) }
}

type NameOf = (entry: ContactEntryDoc) => string | undefined

function viewOf(entry: ContactEntryDoc, nameOf: NameOf): HistoryEntry {
  const { _id, at, source, by, contact, fields, tags, came } = entry
  const name = nameOf(entry)
  return {
    id: _id,
    at,
    source,
    ...(by !== undefined && { by: { id: by, ...(name !== undefined && { name }) } }),
    ...(contact && Object.keys(contact).length > 0 && { contact }),
    ...(fields && Object.keys(fields).length > 0 && { fields }),
    ...(tags && { tags }),
    ...(came && { came }),
  }
}

/** What those who changed something are called. */
async function namesIn(
  parts: { store: Store; registry: Registry },
  workspaceId: string,
  entries: readonly ContactEntryDoc[],
): Promise<NameOf> {
  const { store } = parts
  const idsOf = (of: (entry: ContactEntryDoc) => boolean): string[] => [
    ...new Set(entries.flatMap((entry) => (entry.by !== undefined && of(entry) ? [entry.by] : []))),
  ]
  const isEdit = ({ source }: ContactEntryDoc): boolean => source === 'edit' || source === 'merge'
  const [users, tokens, nodes] = await Promise.all([
    userNames(store, idsOf(isEdit)),
    Promise.all(idsOf(({ source }) => source === 'api').map((id) => tokenOf(store, id))),
    nodeNames(
      parts,
      workspaceId,
      idsOf(({ _id }) => !_id.includes('/')),
    ),
  ])
  const tokenNames = new Map(tokens.flatMap((token) => (token?.workspaceId === workspaceId ? [[token._id, token.name]] : [])))
  return (entry) => {
    if (entry.by === undefined) return undefined
    if (isEdit(entry)) return users(entry.by).name || undefined
    return entry.source === 'api' ? tokenNames.get(entry.by) : nodes.get(entry.by)
  }
}
