import type { Engine } from '../engine/engine.ts'
import { changeContacts, nameExternally, type PersonKeys, peopleBy, recordConsent } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { type ImportPageDoc, importPages } from './collections.ts'
import type { FoundBy, Known, RowChange } from './decide.ts'

/** Who rows are of: those in the store, and those that rows before them make or change, which are not written yet. */
export interface RowPeople {
  /** Looks them up, many at a time, before they are asked for. */
  look(rows: readonly PersonKeys[]): Promise<void>
  by(keys: PersonKeys): Promise<FoundBy>
  /** Somebody as they are after a row. */
  note(known: Known, keys: PersonKeys): void
  /** Those of this page. */
  noted(): { keys: string[]; known: Known }[]
}

const namesOf = (keys: PersonKeys): string[] => Object.entries(keys).map(([kind, value]) => `${kind}:${value}`)

/** `before`: where those stand whom a dry run would have made or changed in pages before `pageId`. */
export function rowPeople(
  store: Store,
  workspaceId: string,
  { pageId: here, before }: { pageId: string; before?: ReadonlyMap<string, string> | undefined },
): RowPeople {
  const noted = new Map<string, { keys: Set<string>; known: Known }>()
  const byName = new Map<string, Known['id']>()
  const earlier = async (name: string): Promise<Known | undefined> => {
    const pageId = before?.get(name)
    const page = pageId === undefined || pageId >= here ? null : await store.collection(importPages).get(pageId)
    return page?.people?.findLast(({ keys }) => keys.includes(name))?.known
  }
  const looked = new Map<string, Known[]>()
  const inStore = async (kind: string, value: string): Promise<Known[]> => {
    const name = `${kind}:${value}`
    const found = looked.get(name) ?? (await knownBy(store, workspaceId, { [kind]: value }))
    looked.set(name, found)
    return found
  }
  return {
    async look(rows) {
      const keys = new Map(rows.flatMap((row) => Object.entries(row).map((key) => [key.join(':'), key] as const)))
      await Promise.all([...keys.values()].map(([kind, value]) => inStore(kind, value)))
    },
    async by(keys) {
      const found: Record<string, Known[]> = {}
      await Promise.all(
        Object.entries(keys).map(async ([kind, value]) => {
          const name = `${kind}:${value}`
          const id = byName.get(name)
          const known = (id === undefined ? undefined : noted.get(id)?.known) ?? (await earlier(name))
          found[kind] = known ? [known] : await inStore(kind, value)
        }),
      )
      // Somebody found by one of their keys in the store, and changed by a row of this page.
      for (const kind of Object.keys(found)) found[kind] = (found[kind] ?? []).map((one) => noted.get(one.id)?.known ?? one)
      return found
    },
    note(known, keys) {
      const names = namesOf(keys)
      const of = noted.get(known.id) ?? { keys: new Set<string>(), known }
      for (const name of names) {
        of.keys.add(name)
        byName.set(name, known.id)
      }
      noted.set(known.id, { ...of, known })
    },
    noted: () => [...noted.values()].map(({ keys, known }) => ({ keys: [...keys], known })),
  }
}

/** At most two: one too many is as wrong as ten. */
async function knownBy(store: Store, workspaceId: string, keys: PersonKeys): Promise<Known[]> {
  const docs = await peopleBy(store, workspaceId, keys)
  return docs.map(({ _id: id, name, phone, email, language, timeZone, birthday, stage, fields, tags }) =>
    withoutGaps({ id, name, phone, email, language, timeZone, birthday, stage, fields, tags }),
  )
}

const withoutGaps = (known: { [K in keyof Known]: Known[K] | undefined }): Known =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as unknown as Known

/** Where the people of a dry run's earlier pages stand, by their keys. Read again where another process began it. */
export async function dryPeople(pages: AsyncIterable<ImportPageDoc[]>, jobId: string): Promise<Map<string, string>> {
  const remembered = lately.get(jobId)
  if (remembered) return remembered
  const known = new Map<string, string>()
  for await (const some of pages) for (const page of some) rememberPage(known, page)
  lately.clear()
  lately.set(jobId, known)
  return known
}
/** Of the dry run that was under way last here. */
const lately = new Map<string, Map<string, string>>()

export function rememberPage(known: Map<string, string>, { _id, people = [] }: ImportPageDoc): void {
  for (const { keys } of people) for (const key of keys) known.set(key, _id)
}

/** A change of somebody by a row. */
export interface RowWrite {
  contactId: string
  /** The change’s own id: told again, nothing is written twice. */
  changeId: string
  made: boolean
  change: RowChange
  /** How the shop’s own system calls them, where that is new. */
  externalId?: string
}

const writtenAtOnce = 32

/** Writes rows in their order: what one says of somebody comes after what rows before it say. */
export async function writeRows(
  { store, now }: Engine,
  { workspaceId, importId, name }: { workspaceId: string; importId: string; name: string },
  writes: readonly RowWrite[],
): Promise<void> {
  for (let at = 0; at < writes.length; ) {
    const some = togetherFrom(writes, at)
    await changeContacts(
      { store, now },
      workspaceId,
      some.filter(isSaying).map(({ contactId, changeId, made, change: { facts, fields, tags } }) => ({
        contactId,
        changeId,
        source: 'import' as const,
        by: importId,
        ...(Object.keys(facts).length > 0 && { contact: facts }),
        ...(Object.keys(fields).length > 0 && { fields }),
        ...(tags.length > 0 && { tags: { add: tags, remove: [] } }),
        ...(made && { makes: true as const, came: { kind: 'import' as const, label: name } }),
      })),
    )
    await Promise.all(
      some.map(async ({ contactId, changeId, externalId, change: { consents } }) => {
        if (externalId) await nameExternally(store, workspaceId, contactId, externalId)
        for (const { purpose, state, at: said, words } of consents)
          await recordConsent(store, {
            workspaceId,
            contactId,
            id: `${changeId}.${purpose}`,
            at: said,
            source: 'import',
            by: importId,
            consent: { purpose, channelKind: '', state, words, proof: name },
          })
      }),
    )
    at += some.length
  }
}

const isSaying = ({ made, change: { facts, fields, tags } }: RowWrite): boolean =>
  made || Object.keys(facts).length > 0 || Object.keys(fields).length > 0 || tags.length > 0

/** Those from one on that are of different people: what begins somebody is written before what changes them. */
function togetherFrom(writes: readonly RowWrite[], from: number): RowWrite[] {
  const some: RowWrite[] = []
  const people = new Set<string>()
  for (let at = from; at < writes.length && some.length < writtenAtOnce; at++) {
    const write = writes[at] as RowWrite
    if (people.has(write.contactId)) break
    people.add(write.contactId)
    some.push(write)
  }
  return some
}
