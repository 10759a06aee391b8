import type { ConversationState } from '#schemas/conversation.ts'
import type { Scope } from '#schemas/scope.ts'
import { teamIdOf } from '#schemas/team.ts'
import { idsOfTurns, type Turn, turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import type { Filter } from '../store/contract.ts'
import type { ConversationDoc } from './collections.ts'

/** Who looks, and which chats they may see. Without a scope it is the house itself. */
export interface Viewer {
  workspaceId: string
  agentId: string
  scope?: Scope
}

/** What of a conversation decides who may see it. */
export type Standing = Pick<ConversationDoc, 'list' | 'agentId' | 'team' | 'closedBy'>

/** Where a conversation stands: with somebody, closed by somebody, with a team, or waiting for one (for anybody: the empty id). */
export type Spot = `${keyof typeof spots} ${string}`

/**
 * The one table: which conversations stand in a spot, as a filter of the list, and as what is read off one of them. Lists, counts, single
 * chats, live rooms and exports all ask it.
 */
const spots = {
  agent: { filter: (of: string): Filter => ({ agentId: of }), of: ({ agentId }: Standing) => agentId },
  closed: { filter: (of: string): Filter => ({ closedBy: of }), of: ({ closedBy }: Standing) => closedBy },
  team: { filter: (of: string): Filter => ({ team: of }), of: ({ team }: Standing) => team || undefined },
  waiting: {
    filter: (of: string): Filter => ({ list: 'waiting', team: of }),
    of: ({ list, team = '' }: Standing) => (list === 'waiting' ? team : undefined),
  },
} as const
const kinds = Object.keys(spots) as (keyof typeof spots)[]

/** What each scope but `all` sees, as the spots it is allowed to look into. */
const looksInto: Record<Exclude<Scope['sees'], 'all'>, (agentId: string, teams: readonly string[]) => Spot[]> = {
  teams: (agentId, teams) => [...ownSpots(agentId), ...teams.map((team): Spot => `team ${team}`)],
  own: (agentId, teams) => [...ownSpots(agentId), ...teams.map((team): Spot => `waiting ${team}`)],
}
const ownSpots = (agentId: string): Spot[] => [`agent ${agentId}`, `closed ${agentId}`, 'waiting ']

/** The spots somebody may look into; undefined: into all. */
export const spotsOf = ({ agentId, scope }: Viewer): Spot[] | undefined =>
  !scope || scope.sees === 'all' ? undefined : looksInto[scope.sees](agentId, scope.teams)

/** The spots a conversation stands in. One that is with its flow stands in none: only who sees everything sees it. */
export const spotsWith = (standing: Standing): Spot[] =>
  kinds.flatMap((kind): Spot[] => {
    const of = spots[kind].of(standing)
    return of === undefined ? [] : [`${kind} ${of}`]
  })

/** The conversations in a spot, in the words of the list's indexes. */
export function spotFilter(spot: Spot): Filter {
  const at = spot.indexOf(' ')
  return spots[spot.slice(0, at) as keyof typeof spots].filter(spot.slice(at + 1))
}

/** What of a workspace's conversations somebody may see. Lists ask spot by spot instead (`in-scope.ts`), so that an index answers. */
export function scopeFilter(who: Viewer): Filter {
  const mine = spotsOf(who)
  return mine ? { workspaceId: who.workspaceId, $or: mine.map(spotFilter) } : { workspaceId: who.workspaceId }
}

/** Whether somebody may see a conversation of their workspace. */
export function belongs(who: Viewer, standing: Standing): boolean {
  const mine = spotsOf(who)
  if (!mine) return true
  const its = spotsWith(standing)
  return mine.some((spot) => its.includes(spot))
}

/** Where a state stands, but for who closed it. */
export function standingOf({ owner, status, handOff }: ConversationState): Omit<Standing, 'closedBy'> {
  const list = status === 'closed' ? 'closed' : owner.kind === 'queue' ? 'waiting' : owner.kind
  // It is its flow's, whatever team it was handed to before it was closed.
  if (list === 'flow') return { list }
  const named = teamIdOf(owner.kind === 'queue' ? owner.team : handOff?.team)
  return {
    list,
    ...(owner.kind === 'agent' ? { agentId: owner.agentId } : {}),
    ...(list === 'waiting' || named !== '' ? { team: named } : {}),
  }
}

/** Who closed a conversation, read off its newest turns, in order; undefined when they do not say. */
export function closerIn(line: readonly Turn[]): string | undefined {
  for (let at = line.length - 1; at >= 0; at--) {
    const { event, state } = line[at] as Turn
    if (state.status === 'open') return undefined
    if (event.kind === 'agent' && event.action.do === 'close') return event.agentId
  }
  return undefined
}

/** So far back it is looked for who closed a chat: nobody writes that many notes on one that is over. */
const turnsLookedAt = 200

/** Where a conversation stands after a turn. */
export async function standingAt(
  { turns }: Pick<Engine, 'turns'>,
  { number, state }: { number: number; state: ConversationState },
): Promise<Standing> {
  const standing = standingOf(state)
  if (standing.list !== 'closed') return standing
  const { conversationId } = state
  const { items } = await turns.find(
    { _id: { $gt: idsOfTurns(conversationId).$gt, $lte: turnId(conversationId, number) } },
    { sort: { _id: -1 }, limit: turnsLookedAt },
  )
  const closedBy = closerIn(items.reverse())
  return closedBy === undefined ? standing : { ...standing, closedBy }
}
