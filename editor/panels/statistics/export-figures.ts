import { figures } from '#runtime/metrics/definitions.ts'
import type { FlowStatistics } from '#schemas/api/statistics.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Wording } from '../../open-flow/wording.ts'
import { saveFile } from '../../ui/save-file.ts'
import { csv } from './csv.ts'

/** What the figures are about, as the file names it: `all`, or the one. */
export interface About {
  version: string
  channel: string
  language: string
  timeZone: string
}

/** Saves the figures of every node as a CSV file; every row says what it is about. Times are in seconds. */
export function exportFigures(flow: Flow, statistics: FlowStatistics, about: About, wording: Wording): void {
  const counts = [...figures, 'quiet'] as const
  const times = ['median', 'p90', 'mean'] as const
  const { from, to } = statistics
  const of = { from, to, timeZone: about.timeZone, version: about.version, channel: about.channel, language: about.language }
  const rows = flow.nodes.flatMap((node) => {
    const counted = statistics.nodes[node.id]
    if (!counted) return []
    return [
      [
        node.id,
        wording.title(node),
        wording.type(node.type),
        ...counts.map((count) => counted[count] ?? 0),
        ...times.map((time) => counted[time]),
        ...Object.values(of),
      ],
    ]
  })
  const version = about.version === 'all' ? 'all versions' : `v${about.version}`
  const name = `${flow.name} ${version} ${from} ${to}.csv`
  saveFile(name, csv([['id', 'node', 'type', ...counts, ...times, ...Object.keys(of)], ...rows]), 'text/csv;charset=utf-8')
}
