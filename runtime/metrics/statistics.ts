import type { FlowStatistics, NodeStatistics } from '#schemas/api/statistics.ts'
import { type Counted, countedNumbers, nothingCounted } from './count.ts'
import { quantile } from './histogram.ts'

/** What a node must have seen for a leak to be named there. */
export const leakNeeds = { entered: 30, dropped: 10 }

/** One counter's numbers; one of before may lack what was not counted then. */
export type NodeCount = Partial<Counted> & { nodeId: string }

/** Adds counters up to the figures of each node, and names the biggest leak. */
export function summarise(counters: Iterable<NodeCount>): Pick<FlowStatistics, 'nodes' | 'leak'> {
  const sums = new Map<string, Counted>()
  for (const counter of counters) {
    const sum = sums.get(counter.nodeId) ?? nothingCounted()
    sums.set(counter.nodeId, sum)
    for (const name of countedNumbers) sum[name] += counter[name] ?? 0
    addAll(sum.outputs, counter.outputs)
    addAll(sum.times, counter.times)
  }
  const nodes = Object.fromEntries([...sums].map(([nodeId, sum]) => [nodeId, nodeStatistics(sum)]))
  const leak = leakOf(nodes)
  return { nodes, ...(leak ? { leak } : {}) }
}

function nodeStatistics(sum: Counted): NodeStatistics {
  const { entered, answered, timedOut, failed, handedOff, dropped, onlyOpened, quiet, outputs, times, seconds } = sum
  const median = quantile(times, 0.5)
  const p90 = quantile(times, 0.9)
  const n = Object.values(times).reduce((total, count) => total + count, 0)
  return {
    entered,
    waiting: Math.max(0, entered - answered - timedOut - failed - handedOff - dropped - onlyOpened),
    answered,
    timedOut,
    failed,
    handedOff,
    dropped,
    ...(onlyOpened > 0 ? { onlyOpened } : {}),
    ...(quiet > 0 ? { quiet } : {}),
    outputs,
    ...(median !== undefined && p90 !== undefined ? { median, p90, mean: Math.round((seconds / n) * 10) / 10 } : {}),
  }
}

/** The node where most people drop out: by number, not by rate. */
function leakOf(nodes: Record<string, NodeStatistics>): FlowStatistics['leak'] {
  let leak: FlowStatistics['leak']
  for (const [nodeId, { entered, dropped }] of Object.entries(nodes))
    if (entered >= leakNeeds.entered && dropped >= leakNeeds.dropped && dropped > (leak?.dropped ?? 0))
      leak = { nodeId, dropped, entered }
  return leak
}

function addAll(into: Record<string, number>, more: Record<string, number> | undefined): void {
  for (const [key, value] of Object.entries(more ?? {}))
    into[key] = (Object.hasOwn(into, key) ? (into[key] as number) : 0) + value
}
