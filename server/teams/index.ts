// Teams: what the rest of the server may use of them.
export { type TeamDoc, teams } from './collections.ts'
export { createTeam } from './create-team.ts'
export { knownTeams } from './known-teams.ts'
export { teamKey } from './team-key.ts'
