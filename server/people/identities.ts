import { LRUCache } from 'lru-cache'
import type { Sender } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { conversationIdOf } from '../engine/ids.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type IdentityDoc, identities } from './collections.ts'

/** Whose conversation it is that a vendor's webhook tells of. */
export interface Identities {
  conversationOf(channel: { id: string; workspaceId: string }, sender: Sender): string | Promise<string>
  /** From now on these ids lead to a conversation that has begun; one with a conversation of its own keeps it. */
  lead(
    channel: { id: string; workspaceId: string },
    ids: Partial<Pick<Sender, 'externalId' | 'address'>>,
    conversationId: string,
  ): Promise<void>
}

const mostRemembered = 20_000
/** Another process may learn that a number has gone to somebody else. */
const rememberedMs = 10 * 60_000

/**
 * A person may come with two ids, such as WhatsApp's user id and the phone number, and later with either. The first time they
 * come together, the conversation that one of them has already is from then on that of both; with none yet, or two, it is that
 * of `externalId`. Each id is remembered by the conversation it would have alone, and where it leads.
 */
export function startIdentities(engine: Pick<Engine, 'store' | 'turns' | 'log'>): Identities {
  const known = new LRUCache<string, string>({ max: mostRemembered, ttl: rememberedMs })
  /** Messages of one person wait for the same answer, and so keep their order. */
  const finding = new Map<string, Promise<string>>()
  const begun = async (conversationId: string) => (await engine.turns.get(turnId(conversationId, 1))) !== null

  async function findOne(workspaceId: string, id: string): Promise<string> {
    const found = await inWorkspace(engine.store, identities, workspaceId).get(id)
    const conversationId = found?.conversationId ?? id
    known.set(id, conversationId)
    return conversationId
  }

  async function findBoth(workspaceId: string, id: string, byAddress: string): Promise<string> {
    const docs = inWorkspace(engine.store, identities, workspaceId)
    const [ofId, ofAddress] = await Promise.all([docs.get(id), docs.get(byAddress)])
    // An address that has led somewhere before may have come to a new person.
    const isAddressOnly = !ofId && !ofAddress && (await begun(byAddress)) && !(await begun(id))
    const conversationId = ofId?.conversationId ?? (isAddressOnly ? byAddress : id)
    known.set(id, conversationId)
    known.set(byAddress, conversationId)
    const lead = async (from: string, before: IdentityDoc | null): Promise<void> => {
      if (before?.conversationId === conversationId) return
      if (before) await docs.update(from, { $set: { conversationId } })
      else await docs.insert({ _id: from, conversationId })
    }
    const keep = async (): Promise<void> => {
      if (conversationId !== id) await lead(id, ofId)
      await lead(byAddress, ofAddress)
    }
    // The message need not wait: what is lost is found again with the next one.
    keep().catch((error: unknown) => {
      known.delete(byAddress)
      engine.log.warn({ error, conversationId }, 'two ids of one person were not kept together; the next message tries again')
    })
    return conversationId
  }

  return {
    conversationOf(channel, { externalId, address }) {
      const id = conversationIdOf(channel.id, externalId)
      const byAddress = address === undefined ? undefined : conversationIdOf(channel.id, address)
      const conversationId = known.get(id)
      if (conversationId !== undefined && (byAddress === undefined || known.get(byAddress) === conversationId))
        return conversationId
      const pending = finding.get(id)
      if (pending) return pending
      const { workspaceId } = channel
      const found = (byAddress === undefined ? findOne(workspaceId, id) : findBoth(workspaceId, id, byAddress)).finally(() =>
        finding.delete(id),
      )
      finding.set(id, found)
      return found
    },
    async lead({ id: channelId, workspaceId }, { externalId, address }, conversationId) {
      if (!(await begun(conversationId))) return
      const docs = inWorkspace(engine.store, identities, workspaceId)
      for (const one of [externalId, address]) {
        const from = one && conversationIdOf(channelId, one)
        if (!from || from === conversationId || (await begun(from))) continue
        const before = await docs.get(from)
        if (!before) await docs.insert({ _id: from, conversationId })
        else if (before.conversationId !== conversationId) await docs.update(from, { $set: { conversationId } })
        known.set(from, conversationId)
      }
    },
  }
}
