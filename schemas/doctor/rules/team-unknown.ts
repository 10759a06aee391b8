import { teamIdOf } from '../../team.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/**
 * A node that hands over to a team which is not in the workspace: it was deleted, or the flow came from another workspace. Whoever sees
 * every chat sees what waits for it, so it is a warning. Nothing is said when the teams are not known.
 */
export const teamUnknown: Rule = ({ nodes, facts: { teams } }) => {
  if (!teams) return []
  const known = new Set(teams)
  return nodes.flatMap(({ id, fields }) =>
    fields
      .filter(
        ({ field, value }) => field === 'team' && typeof value === 'string' && value.trim() !== '' && !known.has(teamIdOf(value)),
      )
      .map(({ path, value }) =>
        problem('team-unknown', { nodeId: id, path, values: { team: String(value) }, fix: { do: 'focus', nodeId: id, path } }),
      ),
  )
}
