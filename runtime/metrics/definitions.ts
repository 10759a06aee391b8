/** Every figure once: what it is, of whom, and who is left out. The API, the export, the editor and the tests read these. */
export const figures = ['entered', 'waiting', 'answered', 'timedOut', 'failed', 'handedOff', 'dropped', 'onlyOpened'] as const
export type Figure = (typeof figures)[number]

/** The figures to show of a node: who only opened the chat is told of where there is anybody. */
export const figuresOf = (counted: { onlyOpened?: number }): Figure[] =>
  figures.filter((figure) => figure !== 'onlyOpened' || (counted.onlyOpened ?? 0) > 0)

export interface Definition {
  name: string
  formula: string
  population: string
  exclusions: string
}

const visits =
  'Visits to this node that began in the period, by the day they began in the workspace’s time zone, in the versions, channels and languages chosen above.'
const none = 'Try-it chats. Nothing else.'

export const definitions: Record<
  Figure | 'median' | 'p90' | 'mean' | 'leak' | 'started' | 'left' | 'byHour' | 'week',
  Definition
> = {
  entered: {
    name: 'Entered',
    formula:
      'Visits to the node. entered = waiting + answered + timed out + failed + handed off + dropped + only opened, always.',
    population: visits,
    exclusions: none,
  },
  waiting: {
    name: 'Waiting',
    formula: 'Visits still inside their answer window, or inside a wait. They are waiting, not lost.',
    population: visits,
    exclusions: none,
  },
  answered: {
    name: 'Answered',
    formula: 'Visits left by an answer, or passed without a question; leaving by a global command that restarts counts too.',
    population: visits,
    exclusions: none,
  },
  timedOut: {
    name: 'Timed out',
    formula: 'Visits that took the no-answer path.',
    population: visits,
    exclusions: none,
  },
  failed: {
    name: 'Failed',
    formula: 'Visits that left by an error, or by “not understood” after the last try.',
    population: visits,
    exclusions: none,
  },
  handedOff: {
    name: 'Handed off',
    formula: 'Visits that ended with a person: by the node itself, by the customer’s command, or because an agent took the chat.',
    population: visits,
    exclusions: none,
  },
  dropped: {
    name: 'Dropped',
    formula: 'Visits that gave no answer and whose answer window has closed, and visits ended by STOP.',
    population: visits,
    exclusions: 'People still inside the window count as waiting; those who took the no-answer path as timed out.',
  },
  onlyOpened: {
    name: 'Only opened',
    formula:
      'Visits of people who were greeted when they opened the chat, and wrote nothing before the question’s time was over.',
    population: visits,
    exclusions: 'Whoever wrote, later too: they count as everybody else. Nobody here counts as dropped or timed out.',
  },
  left: {
    name: 'Left',
    formula:
      'Dropped visits, and those that the no-answer path let go quietly: it led to the end, nothing was said, and no person was asked. The second are a part of “timed out”.',
    population: visits,
    exclusions: 'People still inside the window; no-answer paths that remind, say goodbye or hand over.',
  },
  median: {
    name: 'Time to answer, median',
    formula: 'Half of the answers came within this time after the visit began. From a histogram with buckets 9% apart.',
    population: 'Answered visits of nodes that wait.',
    exclusions: 'Visits that passed without waiting; time-outs, failures and hand-offs.',
  },
  p90: {
    name: 'Time to answer, p90',
    formula: 'Nine in ten answers came within this time after the visit began. From a histogram with buckets 9% apart.',
    population: 'Answered visits of nodes that wait.',
    exclusions: 'Visits that passed without waiting; time-outs, failures and hand-offs.',
  },
  mean: {
    name: 'Time to answer, mean',
    formula: 'Sum of the answering times, divided by their number.',
    population: 'Answered visits of nodes that wait.',
    exclusions: 'Visits that passed without waiting; time-outs, failures and hand-offs.',
  },
  started: {
    name: 'Started',
    formula: 'Visits to the start node: every time the flow began, also again for the same person, or from another flow.',
    population: visits,
    exclusions: none,
  },
  leak: {
    name: 'Biggest leak',
    formula: 'The node where most people dropped out, by number, not by rate.',
    population: 'Nodes that at least 30 visits entered and where at least 10 of them were dropped.',
    exclusions: 'Those whom a no-answer path let go quietly: they are named beside the dropped ones of each node.',
  },
  byHour: {
    name: 'By the hour',
    formula:
      'How often the flow began in each hour of the workspace’s clock; of one node, how many visits to it began. A day has 23 or 25 hours where clocks change.',
    population: visits,
    exclusions: `${none} Hours are kept for 40 days.`,
  },
  week: {
    name: 'When they write',
    formula:
      'How often the flow began in this hour of this weekday (of one node: how many visits to it began), divided by how many such hours there were. An hour that clocks leave out was none, one that comes twice was two.',
    population: visits,
    exclusions: `${none} Hours still to come, and days that are not known by the hour. Hours are kept for 40 days.`,
  },
}
