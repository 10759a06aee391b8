import type { Opening } from '#nodes/contract.ts'
import type { Owner } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import { teamIdOf } from '#schemas/team.ts'
import type { SeenPlace } from '#schemas/turn.ts'
import type { TurnDraft, World } from './turn-draft.ts'

/** Whether it is open now. Asked once in a turn, and remembered in it. */
export function openingIn(draft: TurnDraft): Opening {
  const { world, now } = draft
  draft.opening ??= world.opening ? { ...world.opening.at(now), version: world.opening.version } : { open: true, version: 0 }
  return draft.opening
}

/** Where the workspace is, remembered in the turn. */
export function placeIn(draft: TurnDraft): SeenPlace {
  const { timeZone, country } = draft.world
  draft.place ??= { ...(timeZone ? { timeZone } : {}), ...(country ? { country } : {}) }
  return draft.place
}

/** What is live, remembered in the turn: for what begins a flow, goes to one or leaves one that is gone. */
export function liveIn(draft: TurnDraft): Pick<World, 'live' | 'reachable'> {
  draft.live = draft.world.edition
  return draft.world
}

/** The team to wait for, as it is named; none where it is not there (any more), or nobody would see who waits. Remembered in the turn. */
export function teamIn(draft: TurnDraft, named: string | undefined): { team?: string } {
  if (!named) return {}
  if (draft.world.hasTeam?.(teamIdOf(named)) ?? true) return { team: named }
  draft.noTeam = named
  return {}
}

/** From now on a chat that was handed over is this team’s, and stays so when one of them answers. */
export function nameTeam({ state }: TurnDraft, team: string | undefined): void {
  if (!state.handOff) return
  const { team: _, ...card } = state.handOff
  state.handOff = { ...card, ...(team ? { team } : {}) }
}

/** Waiting for a person: for one of a team, or for anybody. */
export const inQueue = (
  draft: TurnDraft,
  team: string | undefined,
  since: Instant = draft.now,
): Extract<Owner, { kind: 'queue' }> => ({
  kind: 'queue',
  since,
  ...teamIn(draft, team),
})
