import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** What the fix sets: people answer within a day, or not at all. */
const aDay = 86_400

/** A question that waits as long as the flow's answer window lets it, and then drops people without a word. */
export const noTimeLimit: Rule = ({ nodes, isReachable }) =>
  nodes
    .filter(isReachable)
    .filter(({ facts, outputs }) => {
      const properties = facts?.schema.properties as Record<string, unknown> | undefined
      const canHaveOne = facts?.waits === 'answer' && properties?.noAnswerSeconds !== undefined
      return canHaveOne && !outputs.some(({ kind }) => kind === 'no-answer')
    })
    .map(({ id }) =>
      problem('no-time-limit', {
        nodeId: id,
        path: '/noAnswerSeconds',
        fix: { do: 'set-config', nodeId: id, path: '/noAnswerSeconds', value: aDay },
      }),
    )
