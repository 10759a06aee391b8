import type { FlowStatistics, NodeStatistics } from '#schemas/api/statistics.ts'
import { quantile } from './histogram.ts'

/** The numbers of one counter, as they are kept. */
export interface Counted {
  nodeId: string
  entered?: number
  answered?: number
  timedOut?: number
  failed?: number
  handedOff?: number
  dropped?: number
  onlyOpened?: number
  quiet?: number
  outputs?: Record<string, number>
  times?: Record<string, number>
  seconds?: number
}

/** What a node must have seen for a leak to be named there. */
export const leakNeeds = { entered: 30, dropped: 10 }

/** Adds counters up to the figures of each node, and names the biggest leak. */
export function summarise(counters: Iterable<Counted>): Pick<FlowStatistics, 'nodes' | 'leak'> {
  const sums = new Map<string, Required<Counted>>()
  for (const counter of counters) {
    let sum = sums.get(counter.nodeId)
    if (!sum) {
      sum = {
        nodeId: counter.nodeId,
        entered: 0,
        answered: 0,
        timedOut: 0,
        failed: 0,
        handedOff: 0,
        dropped: 0,
        onlyOpened: 0,
        quiet: 0,
        outputs: {},
        times: {},
        seconds: 0,
      }
      sums.set(counter.nodeId, sum)
    }
    for (const figure of [
      'entered',
      'answered',
      'timedOut',
      'failed',
      'handedOff',
      'dropped',
      'onlyOpened',
      'quiet',
      'seconds',
    ] as const)
      sum[figure] += counter[figure] ?? 0
    addAll(sum.outputs, counter.outputs)
    addAll(sum.times, counter.times)
  }
  const nodes = Object.fromEntries([...sums].map(([nodeId, sum]) => [nodeId, nodeStatistics(sum)]))
  const leak = leakOf(nodes)
  return { nodes, ...(leak ? { leak } : {}) }
}

function nodeStatistics(sum: Required<Counted>): NodeStatistics {
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
