import { channels, users } from '../store/collections.ts'
import type { Collection, Store, Stored } from '../store/contract.ts'
import type { Names } from '../use-cases/list-conversations.ts'

/** The names of agents and channels, kept at hand for lists; told by the store when one changes. */
export async function startNames(store: Store): Promise<Names & { close(): void }> {
  const agents = await namesOf(store.collection(users))
  const channelNames = await namesOf(store.collection(channels))
  return {
    agent: (agentId) => agents.names.get(agentId),
    channel: (channelId) => channelNames.names.get(channelId),
    close: () => {
      agents.stop()
      channelNames.stop()
    },
  }
}

async function namesOf<T extends Stored & { name: string }>(
  docs: Collection<T>,
): Promise<{ names: Map<string, string>; stop(): void }> {
  const names = new Map<string, string>()
  const stop = docs.subscribe(({ id, doc }) => {
    if (doc) names.set(id, doc.name)
    else names.delete(id)
  })
  let after: string | undefined
  do {
    const page = await docs.find({}, { sort: { _id: 1 }, limit: 1000, fields: ['name'], ...(after ? { after } : {}) })
    for (const doc of page.items) if (!names.has(doc._id)) names.set(doc._id, doc.name)
    after = page.next
  } while (after)
  return { names, stop }
}
