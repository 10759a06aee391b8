import type { Ask } from '#nodes/contract.ts'
import type { World } from '#runtime/turn-draft.ts'
import { worldOf } from '#runtime/world-of.ts'
import type { CalendarVersion, EngineParts, LiveFlows, Place } from '../parts.ts'
import { openingBy } from './opening-by.ts'

type Parts = Pick<EngineParts, 'registry' | 'flows' | 'timeZones' | 'calendars' | 'teams' | 'services' | 'windows' | 'budget'>

/**
 * A workspace as a turn in it finds it now. `callsOut` is told before a node asks outside the house, and may throw. Nobody waits for it
 * where all of it is known.
 */
export function worldIn(engine: Parts, workspaceId: string, callsOut?: () => void): World | Promise<World> {
  const flows = engine.flows.live(workspaceId)
  const place = engine.timeZones.place(workspaceId)
  const calendar = engine.calendars.get(workspaceId)
  const teams = engine.teams.get(workspaceId)
  const made = (
    live: LiveFlows,
    { timeZone, country }: Place,
    known: CalendarVersion | null,
    there: ReadonlySet<string>,
  ): World =>
    worldOf(engine.registry, live.starting, {
      reachable: live.reachable,
      withdrawn: live.withdrawn,
      edition: live.edition,
      version: (flowId, version) => engine.flows.version(workspaceId, flowId, version),
      ask: askIn(engine, workspaceId, callsOut),
      budget: engine.budget,
      timeZone: timeZone || undefined,
      country,
      opening: known ? openingBy(known, timeZone) : undefined,
      hasTeam: (teamId) => there.has(teamId),
      windows: engine.windows,
    })
  return flows instanceof Promise || place instanceof Promise || calendar instanceof Promise || teams instanceof Promise
    ? Promise.all([flows, place, calendar, teams]).then((parts) => made(...parts))
    : made(flows, place, calendar, teams)
}

const askIn =
  ({ services }: Pick<Parts, 'services'>, workspaceId: string, callsOut: () => void = () => {}): Ask =>
  async (name, input) => {
    if (services[name].outside) callsOut()
    return services[name].ask(input, workspaceId)
  }
