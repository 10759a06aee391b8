import { hash } from 'node:crypto'
import { timeOrderedId } from '#server/engine/ids.ts'
import { identities } from '#server/people/collections.ts'
import { identityId } from '#server/people/identities.ts'
import type { NewConversationId } from '#server/people/index.ts'
import type { Store } from '#server/store/contract.ts'

/** What a conversation is called in a test's own process, so that the test can name it before it has begun: see `inProcess`, `anEngine`. */
export const conversationIdOf = (channelId: string, externalId: string): string =>
  `c${hash('sha256', `a test's ${channelId}\n${externalId}`, 'base64url').slice(0, 22)}`

/** Gives these names: each once, for whoever begins again has another. */
export function testConversationIds(now: () => number): NewConversationId {
  const given = new Set<string>()
  return (channelId, externalId) => {
    const id = conversationIdOf(channelId, externalId)
    if (given.has(id)) return `c${timeOrderedId(now())}`
    given.add(id)
    return id
  }
}

/** What the store says a person's conversation is called; nobody's where they have none. */
export const conversationIn = async (store: Store, channelId: string, externalId: string): Promise<string> =>
  (await store.collection(identities).get(identityId(channelId, externalId)))?.conversationId ?? 'nobody'
