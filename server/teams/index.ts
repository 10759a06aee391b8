// Teams: what the rest of the server may use of them.
export { createTeam } from './create-team.ts'
export { knownTeams } from './known-teams.ts'
export { teamBook } from './team-book.ts'
export { teamKey } from './team-key.ts'
export { teamNamesAtHand } from './team-names.ts'
