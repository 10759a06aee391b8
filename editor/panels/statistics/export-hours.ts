import { localIso } from '#nodes/dates.ts'
import type { StatisticsByHour } from '#schemas/api/statistics.ts'
import { saveFile } from '../../ui/save-file.ts'
import { csv } from './csv.ts'
import type { About } from './export-figures.ts'

/** Saves what was counted in every hour as a CSV file; every row says what it is about, and how far its clock was from UTC. */
export function exportHours(flowName: string, nodeId: string | undefined, counted: StatisticsByHour, about: About): void {
  const { from, to, knownFrom, updatedAt } = counted
  const { timeZone, version, channel, language } = about
  const of = { node: nodeId ?? 'start', timeZone, version, channel, language }
  const rows = counted.hours
    .filter(({ at }) => at <= updatedAt)
    .map(({ at, day, count }) => [
      localIso(at, timeZone),
      count,
      knownFrom && day < knownFrom ? 'no' : 'yes',
      ...Object.values(of),
    ])
  const head = ['hour', nodeId ? 'entered' : 'started', 'known', ...Object.keys(of)]
  saveFile(`${flowName} by the hour ${from} ${to}.csv`, csv([head, ...rows]), 'text/csv;charset=utf-8')
}
