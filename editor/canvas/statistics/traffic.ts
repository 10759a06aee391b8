import type { NodeDescription } from '#nodes/contract.ts'
import type { FlowStatistics, NodeStatistics } from '#schemas/api/statistics.ts'

const largestKnown = new WeakMap<FlowStatistics, number>()

/** How many people the busiest output let through. */
function largest(statistics: FlowStatistics): number {
  const known = largestKnown.get(statistics)
  if (known !== undefined) return known
  const most = Math.max(1, ...Object.values(statistics.nodes).flatMap((node) => Object.values(node.outputs)))
  largestKnown.set(statistics, most)
  return most
}

/** How many people left a node by an output; nobody where nothing was counted. Options may be called like what every object has. */
export function leftBy(counted: NodeStatistics | undefined, output: string): number {
  const outputs = counted?.outputs ?? {}
  return Object.hasOwn(outputs, output) ? (outputs[output] as number) : 0
}

/** How wide the line of so many people is, in px: linear, the busiest one 26. */
export const trafficWidth = (statistics: FlowStatistics, people: number): number =>
  Math.max(1.75, (people / largest(statistics)) * 26)

/** From which share on a loss is shown as one. */
const alarming = { dropped: 0.1, failed: 0.03 }

export interface Figure {
  key: 'entered' | 'answered' | 'waiting' | 'timedOut' | 'failed' | 'dropped'
  value: number
  tone?: 'zero' | 'wait' | 'bad'
}

/** The six figures of the strip. They add up with those who left by a command, who get a row of their own. */
export function figuresOf(node: NodeStatistics): Figure[] {
  const share = (part: number) => (node.entered === 0 ? 0 : part / node.entered)
  const figure = (key: Figure['key'], bad = false): Figure => {
    const value = node[key]
    const tone = value === 0 ? 'zero' : bad ? 'bad' : key === 'waiting' ? 'wait' : undefined
    return tone ? { key, value, tone } : { key, value }
  }
  return [
    figure('entered'),
    figure('answered'),
    figure('waiting'),
    figure('timedOut'),
    figure('failed', share(node.failed) >= alarming.failed),
    figure('dropped', share(node.dropped) >= alarming.dropped),
  ]
}

/** A hand-over is what the hand-off node is for: there it counts as the visit that went well. */
export const towardsGoal = (node: NodeStatistics, goal: NodeDescription['goal']): NodeStatistics =>
  goal === 'handed-off' ? { ...node, answered: node.answered + node.handedOff, handedOff: 0 } : node

export interface Part {
  key: 'answered' | 'handedOff' | 'waiting' | 'timedOut' | 'onlyOpened' | 'lost'
  people: number
}

/** The parts of the bar, in its order; empty ones are left out. */
export const partsOf = (node: NodeStatistics): Part[] =>
  (
    [
      { key: 'answered', people: node.answered },
      { key: 'handedOff', people: node.handedOff },
      { key: 'waiting', people: node.waiting },
      { key: 'timedOut', people: node.timedOut },
      { key: 'onlyOpened', people: node.onlyOpened ?? 0 },
      { key: 'lost', people: node.failed + node.dropped },
    ] satisfies Part[]
  ).filter((part) => part.people > 0)
