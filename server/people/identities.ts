import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { isForgotten } from '#runtime/forget.ts'
import { idsOfTurns } from '#schemas/turn.ts'
import { turns } from '../engine/collections.ts'
import type { People } from '../engine/parts.ts'
import { ErasedAgain } from '../engine/turns/in-conversation-of.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type IdentityDoc, identities } from './collections.ts'

/** Makes the id of a conversation that begins. Who it is of is told, and the id says nothing of it; a test's may. */
export type NewConversationId = (channelId: string, externalId: string) => string

export type Identities = Pick<People, 'conversationOf' | 'findConversation' | 'lead' | 'leave' | 'close'>

/** Where an id leads, as the store has it. */
type Lead = Pick<IdentityDoc, 'conversationId' | 'link'>

const mostRemembered = 20_000
const rememberedMs = 10 * 60_000

/** What vendors call people, and what a key of the store can be. */
const usual = /^[\w+@.:=/~-]{1,200}$/

/** Under what an id of a channel is kept: as it is; of a mail's odd address or a payload that is none a vendor sends, its hash. */
export const identityId = (channelId: string, externalId: string): string =>
  `${channelId}:${usual.test(externalId) ? externalId : `#${hash('sha256', externalId, 'base64url')}`}`

/**
 * Which conversation is whose. Somebody new has one from the moment their id is written down, before their first turn: of two processes
 * that meet them at once, and after a crash in between, there is one.
 *
 * A person may come with two ids, such as WhatsApp's user id and the phone number, and later with either. The first time they come
 * together, the conversation that one of them has already is from then on that of both; with none yet, or two, it is that of `externalId`.
 */
export function startIdentities(
  store: Store,
  newConversationId: NewConversationId,
  isErased: (workspaceId: string, key: string) => Promise<boolean> = async () => false,
): Identities {
  const known = new LRUCache<string, string>({ max: mostRemembered, ttl: rememberedMs })
  /** Messages of one person wait for the same answer, and so keep their order. */
  const finding = new Map<string, Promise<string>>()
  const close = store.collection(identities).subscribe(
    ({ id, doc }) => {
      if (known.get(id) !== doc?.conversationId) known.delete(id)
    },
    () => known.clear(),
  )

  const remember = (conversationId: string, ...ids: string[]): string => {
    for (const id of ids) known.set(id, conversationId)
    return conversationId
  }

  const isThere = async (conversationId: string): Promise<boolean> => {
    const { items } = await store
      .collection(turns)
      .find({ _id: idsOfTurns(conversationId) }, { sort: { _id: -1 }, limit: 1, fields: ['state'] })
    return items[0] !== undefined && !isForgotten(items[0].state)
  }

  const read = (workspaceId: string, channelId: string, externalId: string): Promise<Lead | null> =>
    inWorkspace(store, identities, workspaceId).get(identityId(channelId, externalId))

  /** False where it is there: somebody else met them at the same moment. */
  async function begin(workspaceId: string, identity: Omit<IdentityDoc, 'workspaceId'>): Promise<boolean> {
    try {
      await inWorkspace(store, identities, workspaceId).insert(identity)
      return true
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
      return false
    }
  }

  async function point(workspaceId: string, _id: string, { conversationId, link }: Required<Lead>): Promise<void> {
    const docs = inWorkspace(store, identities, workspaceId)
    try {
      await docs.insert({ _id, conversationId, link })
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error
      await docs.update(_id, { $set: { conversationId, link } })
    }
  }

  async function refuseErased(workspaceId: string, key: string | undefined): Promise<void> {
    if (key !== undefined && (await isErased(workspaceId, key))) throw new ErasedAgain()
  }

  async function findOne(workspaceId: string, channelId: string, externalId: string, key?: string): Promise<string> {
    const id = identityId(channelId, externalId)
    for (;;) {
      const there = await read(workspaceId, channelId, externalId)
      if (there) return remember(there.conversationId, id)
      await refuseErased(workspaceId, key)
      const conversationId = newConversationId(channelId, externalId)
      if (await begin(workspaceId, { _id: id, conversationId })) return remember(conversationId, id)
    }
  }

  async function findBoth(
    workspaceId: string,
    channelId: string,
    externalId: string,
    address: string,
    key?: string,
  ): Promise<string> {
    const [id, byAddress] = [identityId(channelId, externalId), identityId(channelId, address)]
    for (;;) {
      const there = await inWorkspace(store, identities, workspaceId).getMany([id, byAddress])
      const [ofId, ofAddress] = [id, byAddress].map((one): Lead | undefined => there.find(({ _id }) => _id === one))
      // An address that has come with another id before may have come to a new person.
      const joins = !ofId && ofAddress && !ofAddress.link ? ofAddress.conversationId : undefined
      const conversationId = ofId?.conversationId ?? joins ?? newConversationId(channelId, externalId)
      const isNew = !ofId && !ofAddress
      if (isNew) await refuseErased(workspaceId, key)
      // The address before the id: whoever meets them at the same moment may know it alone.
      if (isNew && !(await begin(workspaceId, { _id: byAddress, conversationId, link: 'led' }))) continue
      if (!ofId && !(await begin(workspaceId, { _id: id, conversationId, ...(joins && { link: 'led' }) }))) continue
      // Last: without it, the next message finds by the other id where it leads.
      if (!isNew && ofAddress?.conversationId !== conversationId)
        await point(workspaceId, byAddress, { conversationId, link: 'led' })
      else if (ofAddress && !ofAddress.link) await point(workspaceId, byAddress, { conversationId, link: 'met' })
      return remember(conversationId, id, byAddress)
    }
  }

  return {
    conversationOf({ id: channelId, workspaceId }, { externalId, address }, key) {
      const id = identityId(channelId, externalId)
      const conversationId = known.get(id)
      if (conversationId !== undefined && (address === undefined || known.get(identityId(channelId, address)) === conversationId))
        return conversationId
      const pending = finding.get(id)
      if (pending) return pending
      const found = (
        address === undefined
          ? findOne(workspaceId, channelId, externalId, key)
          : findBoth(workspaceId, channelId, externalId, address, key)
      ).finally(() => finding.delete(id))
      finding.set(id, found)
      return found
    },
    findConversation({ id: channelId, workspaceId }, externalId) {
      const id = identityId(channelId, externalId)
      return (
        known.get(id) ??
        read(workspaceId, channelId, externalId).then((found) => {
          if (found) known.set(id, found.conversationId)
          return found?.conversationId
        })
      )
    },
    async lead({ id: channelId, workspaceId }, { externalId, address }, conversationId) {
      if (!(await isThere(conversationId))) return
      for (const one of [externalId, address]) {
        if (!one) continue
        const before = await read(workspaceId, channelId, one)
        if (before?.conversationId === conversationId) continue
        if (before && before.link !== 'led' && (await isThere(before.conversationId))) continue
        const id = identityId(channelId, one)
        await point(workspaceId, id, { conversationId, link: 'led' })
        known.set(id, conversationId)
      }
    },
    async leave({ id: channelId, workspaceId }, { externalId, address }, conversationId) {
      await inWorkspace(store, identities, workspaceId).delete({ conversationId })
      for (const one of [externalId, address])
        if (one && known.get(identityId(channelId, one)) === conversationId) known.delete(identityId(channelId, one))
    },
    close,
  }
}
