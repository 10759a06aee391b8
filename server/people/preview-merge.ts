import { isDeepStrictEqual } from 'node:util'
import type { MergeFact, MergePreview } from '#schemas/api/merging.ts'
import { type Viewer, viewer } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { InWorkspace } from '../http/route.ts'
import type { ContactDoc } from './collections.ts'
import { partyOf } from './party.ts'
import { chatsOnPage, pageSeenBy } from './seen-page.ts'
import { whyAlike } from './suggestions.ts'

/** Facts that are one value, as a contact has them beside its fields. */
const facts = ['name', 'phone', 'email', 'language', 'timeZone', 'birthday', 'stage'] as const

type Parts = Pick<Deps, 'store' | 'names'>

/** Two people side by side, as the page would show them if they were one. Changes nothing. */
export async function previewMerge(deps: Parts, context: InWorkspace, contactId: string, other: string): Promise<MergePreview> {
  const { store, names } = deps
  const [page, comes] = await bothSeen(deps, viewer(context), contactId, other, '/query/with')
  const [chats, others] = await Promise.all([page, comes].map((one) => chatsOnPage(store, one)))
  const both = [chats ?? [], others ?? []]
  return {
    keep: partyOf(page, both[0] ?? [], names),
    with: partyOf(comes, both[1] ?? [], names),
    facts: factsOf(page, comes),
    tags: { keep: page.tags, with: comes.tags },
    stopped: [...(page.optedOut ? ['keep' as const] : []), ...(comes.optedOut ? ['with' as const] : [])],
    chats: { keep: both[0]?.length ?? 0, with: both[1]?.length ?? 0 },
    running: both.flat().filter(({ nodeId }) => nodeId !== undefined).length,
    bothOpen: both.every((some) => some.some(({ list }) => list === 'waiting' || list === 'agent')),
    why: await whyAlike(store, page, comes),
  }
}

/** The pages of two, for whoever may see both; they are two. */
export async function bothSeen(
  { store }: Pick<Deps, 'store'>,
  who: Viewer,
  contactId: string,
  other: string,
  at: '/with' | '/query/with',
): Promise<[ContactDoc, ContactDoc]> {
  const page = await pageSeenBy(store, who, contactId)
  const comes = await pageSeenBy(store, who, other).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') throw invalidInput({ path: at, message: 'is nobody here' })
    throw error
  })
  if (page._id === comes._id) throw new AppError('nothing-to-do')
  return [page, comes]
}

/** Where they differ first; what neither has is not there. */
export function factsOf(page: ContactDoc, comes: ContactDoc): MergeFact[] {
  const fields = [...new Set([...Object.keys(page.fields), ...Object.keys(comes.fields)])].sort()
  const all = [...facts, ...fields.map((name) => `fields.${name}`)].flatMap((fact): MergeFact[] => {
    const [keep, other] = [valueIn(page, fact), valueIn(comes, fact)]
    if (keep === null && other === null) return []
    const newer = stampIn(comes, fact) > stampIn(page, fact)
    const takes = other !== null && (keep === null || newer) ? 'with' : 'keep'
    return [{ fact, keep, with: other, same: isDeepStrictEqual(keep, other), takes }]
  })
  return [...all.filter(({ same }) => !same), ...all.filter(({ same }) => same)]
}

const fieldIn = (fact: string): string | undefined => (fact.startsWith('fields.') ? fact.slice('fields.'.length) : undefined)

function valueIn(contact: ContactDoc, fact: string): MergeFact['keep'] {
  const field = fieldIn(fact)
  const from: Record<string, unknown> = field === undefined ? { ...contact } : contact.fields
  return (from[field ?? fact] as MergeFact['keep'] | undefined) ?? null
}

function stampIn({ stamps }: ContactDoc, fact: string): string {
  const field = fieldIn(fact)
  return (field === undefined ? stamps?.contact[fact] : stamps?.fields[field]) ?? ''
}
