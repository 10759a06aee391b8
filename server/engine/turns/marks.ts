import type { Turn } from '#schemas/turn.ts'

/** One mark per visit that ended in this turn, and its person's where it belongs on their timeline. */
export function marksOf({ steps, event, state }: Pick<Turn, 'steps' | 'event' | 'state'>): string[] {
  const marks = new Set<string>()
  for (const step of steps) if (step.outcome) marks.add(`${step.flowId}.${step.nodeId}.${step.outcome}`)
  if (isOnTimeline(steps, event)) marks.add(markOfPerson(state.contact.id))
  return [...marks]
}

/** How the turns on a person's timeline are found. No flow's id has a colon. */
export const markOfPerson = (contactId: string): string => `person:${contactId}`

const isOnTimeline = (steps: Turn['steps'], event: Turn['event']): boolean =>
  event.kind === 'send' ||
  (event.kind === 'agent' && event.action.do === 'note') ||
  (event.kind === 'message' && steps.some(({ nodeType, output }) => nodeType === 'rating' && output === 'rated'))
