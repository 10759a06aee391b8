import { teamIdOf } from '#schemas/team.ts'
import { users } from '../accounts/index.ts'
import { channels } from '../channels/index.ts'
import type { Collection, Store, Stored } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { teamKey, teams } from '../teams/index.ts'
import type { Names } from './list-conversations.ts'

const pauseAfterFailure = 1_000

/** The names of agents, channels and teams, kept at hand for lists; told by the store when one changes. */
export async function startNames(store: Store): Promise<Names & { close(): void }> {
  const [agents, channelNames, teamNames] = await Promise.all([
    namesOf(store.collection(users)),
    namesOf(store.collection(channels)),
    namesOf(store.collection(teams)),
  ])
  return {
    agent: agents.of,
    channel: channelNames.of,
    team: (workspaceId, named) => teamNames.of(teamKey(workspaceId, teamIdOf(named))),
    close: () => {
      agents.stop()
      channelNames.stop()
      teamNames.stop()
    },
  }
}

async function namesOf<T extends Stored & { name: string }>(
  docs: Collection<T>,
): Promise<{ of(id: string): string | undefined; stop(): void }> {
  let names = new Map<string, string>()
  /** The names that are being read; what is told meanwhile counts more. */
  let fresh = names
  const read = async (): Promise<void> => {
    const found = new Map<string, string>()
    fresh = found
    for (const doc of await findAll(docs, {}, { _id: 1 }, ['name'])) if (!found.has(doc._id)) found.set(doc._id, doc.name)
    if (fresh === found) names = found
  }
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  /** The old names are better than none while the store does not answer. */
  const readAgain = (): void => {
    clearTimeout(timer)
    read().catch(() => {
      if (!stopped) timer = setTimeout(readAgain, pauseAfterFailure).unref()
    })
  }
  const stop = docs.subscribe(({ id, doc }) => {
    for (const known of [names, fresh]) {
      if (doc) known.set(id, doc.name)
      else known.delete(id)
    }
  }, readAgain)
  await read()
  return {
    of: (id) => names.get(id),
    stop: () => {
      stopped = true
      clearTimeout(timer)
      stop()
    },
  }
}
