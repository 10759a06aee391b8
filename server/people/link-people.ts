import type { Instant } from '#schemas/instant.ts'
import type { ProofKind } from '#schemas/proof.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ContactProofDoc, contactProofs, contacts } from './collections.ts'
import { mergeContacts } from './merges.ts'
import { headOf } from './page-of.ts'
import { areTwo, dropSuggestion, suggest } from './suggestions.ts'

/** An address that somebody wrote, or that is on what they ordered: it says who they may be, and proves nothing. */
export interface Told {
  about: 'phone' | 'email'
  value: string
}

/** So many others with the same address are looked at: more of them share it than are one person. */
const mostAlike = 5

/** What a turn shows to be its person's. Of a number that the channel vouches for, only when it is new. */
function provenIn({ event, effects, state, number, _id, at, workspaceId }: Turn): ContactProofDoc[] {
  const { conversationId, contact, channel } = state
  const proof = (key: string, how: ProofKind): ContactProofDoc => ({
    _id: `${conversationId}/${key}`,
    workspaceId,
    contactId: contact.id,
    conversationId,
    key,
    how,
    at,
  })
  const phone = event.kind === 'message' && channel.kind === 'whatsapp' ? event.message.from.phone : undefined
  const isNew = phone && (number === 1 || effects.some((effect) => effect.kind === 'set-contact' && effect.contact.phone))
  return [
    ...(isNew ? [proof(`phone:${phone}`, 'number')] : []),
    ...effects.flatMap((effect) => {
      if (effect.kind !== 'prove') return []
      const { about, value, how } = effect
      return [proof(about === 'user' ? `user:${channel.id}:${value}` : `${about}:${value}`, how)]
    }),
  ]
}

/** The numbers and addresses that a turn tells of its person, shown to be theirs or not. */
const toldIn = ({ effects }: Turn): Told[] =>
  effects.flatMap((effect) => (effect.kind === 'set-contact' ? addressesIn(effect.contact) : []))

const addressesIn = ({ phone, email }: { phone?: string | null; email?: string | null }): Told[] => [
  ...(phone ? [{ about: 'phone' as const, value: phone }] : []),
  ...(email ? [{ about: 'email' as const, value: email.toLowerCase() }] : []),
]

/** Makes one of those of whom turns show that they are one person, and asks about those of whom they only tell it. May be repeated. */
export async function linkIn(store: Store, turns: readonly Turn[]): Promise<void> {
  await linkProven(store, turns.flatMap(provenIn))
  for (const turn of turns) await suggestTold(store, turn.workspaceId, turn.state.contact.id, toldIn(turn), turn.at)
}

/** Keeps what was shown, and makes one person of those of whom the same was shown. May be repeated. */
async function linkProven(store: Store, proofs: readonly ContactProofDoc[]): Promise<void> {
  if (proofs.length === 0) return
  await store.collection(contactProofs).insertMany([...proofs])
  for (const { workspaceId, contactId, key, how, at } of proofs) {
    const { items } = await inWorkspace(store, contactProofs, workspaceId).find({ key }, { limit: mostAlike + 1 })
    for (const other of items)
      if (other.contactId !== contactId) await makeOne(store, workspaceId, contactId, other.contactId, how, at)
  }
}

/** Asks whether a contact is one of those who have the same address. May be repeated. */
export async function suggestTold(
  store: Store,
  workspaceId: string,
  contactId: string,
  told: readonly Told[],
  at: Instant,
): Promise<void> {
  for (const { about, value } of told) {
    const alike = await inWorkspace(store, contacts, workspaceId).find({ [about]: value }, { limit: mostAlike + 1 })
    const shown = await inWorkspace(store, contactProofs, workspaceId).find(
      { key: `${about}:${value}` },
      { limit: mostAlike + 1 },
    )
    const others = new Set([...alike.items.map(({ _id }) => _id), ...shown.items.map((proof) => proof.contactId)])
    others.delete(contactId)
    if (others.size > mostAlike) continue
    for (const other of others) await suggest(store, workspaceId, { contactIds: [contactId, other], why: { about, value }, at })
  }
}

/** The page of whom we have known longer stays. */
async function makeOne(
  store: Store,
  workspaceId: string,
  one: string,
  other: string,
  proof: ProofKind,
  at: Instant,
): Promise<void> {
  const [page, comes] = (await Promise.all([one, other].map((id) => headOf(store, workspaceId, id)))).sort((a, b) =>
    (a?.firstSeenAt ?? '') < (b?.firstSeenAt ?? '') ? -1 : 1,
  )
  if (!page || !comes || page._id === comes._id || (await areTwo(store, workspaceId, one, other))) return
  await mergeContacts(store, workspaceId, { contactId: page._id, other: comes._id, at, by: { proof } })
  await dropSuggestion(store, workspaceId, page._id, comes._id)
}
