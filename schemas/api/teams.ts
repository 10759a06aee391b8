import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  nameText,
  object,
  person,
  text,
} from './shape.ts'

const name = { ...nameText, maxLength: 80 }
/** Whoever is in it from now on: their user ids. */
const members = listOf(id, 500)

const teamFields = {
  /** What flows name it by; it never changes. */
  id,
  name: text(80),
  members: listOf(person),
  /** How many chats wait for it. */
  waiting: count,
  createdAt: instant,
}
/**
 * GET /workspaces/{w}/teams → Listing<TeamView>. POST NewTeam (409 `team-exists`) · PATCH …/{teamId} TeamChange → TeamView.
 * DELETE …/{teamId}: what waits for it waits for whoever takes it.
 */
export type TeamView = FromFields<typeof teamFields>
export const team = named<TeamView>('Team', object(teamFields))
export const teams = listing(team)

const handingFields = { flowId: id, name: anyText }
/** A live flow that hands chats over to the team. GET …/{teamId}/flows → Listing<HandingFlow> */
export type HandingFlow = FromFields<typeof handingFields>
export const handingFlows = listing(named<HandingFlow>('HandingFlow', object(handingFields)))

export const newTeam = object({ name, members: maybe(members) })
export type NewTeam = FromShape<typeof newTeam>

export const teamChange = object({ name: maybe(name), members: maybe(members) })
/** What is left out stays as it is. */
export type TeamChange = FromShape<typeof teamChange>
