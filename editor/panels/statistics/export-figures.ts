import { figures } from '#runtime/metrics/definitions.ts'
import type { FlowStatistics } from '#schemas/api/contract.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Wording } from '../../canvas/wording.ts'
import { saveFile } from '../../ui/save-file.ts'
import { csv } from './csv.ts'

/** Saves the figures of every node as a CSV file. Times are in seconds. */
export function exportFigures(flow: Flow, statistics: FlowStatistics, wording: Wording): void {
  const times = ['median', 'p90', 'mean'] as const
  const rows = flow.nodes.flatMap((node) => {
    const counted = statistics.nodes[node.id]
    if (!counted) return []
    return [
      [
        node.id,
        wording.title(node),
        wording.type(node.type),
        ...figures.map((figure) => counted[figure] ?? 0),
        ...times.map((time) => counted[time]),
      ],
    ]
  })
  const name = `${flow.name} ${statistics.from} ${statistics.to}.csv`
  saveFile(name, csv([['id', 'node', 'type', ...figures, ...times], ...rows]), 'text/csv;charset=utf-8')
}
