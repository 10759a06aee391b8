import type { Instant } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Filter, Page } from '../../store/contract.ts'
import type { Engine } from '../engine.ts'

/** Which turns of a workspace: at `since` or later, before `until`; the `next` of the page before. */
export interface Period {
  since?: Instant | undefined
  until?: Instant | undefined
  after?: string | undefined
  /** 1 to 1,000. */
  limit?: number
}

const usualLimit = 200

/** A page of a workspace's turns in the order in which they were taken, by the clocks of those who took them. */
export function readTurns({ turns }: Pick<Engine, 'turns'>, workspaceId: string, period: Period = {}): Promise<Page<Turn>> {
  const { since, until, after, limit = usualLimit } = period
  return turns.find(turnsOf(workspaceId, { since, until }), { sort: { at: 1 }, limit, ...(after === undefined ? {} : { after }) })
}

/** What `readTurns` asks for. */
export const turnsOf = (workspaceId: string, { since, until }: Period): Filter => ({
  workspaceId,
  ...(since !== undefined || until !== undefined
    ? { at: { ...(since === undefined ? {} : { $gte: since }), ...(until === undefined ? {} : { $lt: until }) } }
    : {}),
})
