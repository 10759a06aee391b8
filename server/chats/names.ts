import { teamIdOf } from '#schemas/team.ts'
import { userNamesAtHand } from '../accounts/index.ts'
import { channelNamesAtHand } from '../channels/index.ts'
import type { Store } from '../store/contract.ts'
import { teamKey, teamNamesAtHand } from '../teams/index.ts'
import type { Names } from './list-conversations.ts'

/** The names of agents, channels and teams, kept at hand for lists; told by the store when one changes. */
export async function startNames(store: Store): Promise<Names & { close(): void }> {
  const [agents, channels, teams] = await Promise.all([userNamesAtHand(store), channelNamesAtHand(store), teamNamesAtHand(store)])
  return {
    agent: agents.of,
    channel: channels.of,
    team: (workspaceId, named) => teams.of(teamKey(workspaceId, teamIdOf(named))),
    close: () => {
      for (const names of [agents, channels, teams]) names.stop()
    },
  }
}
