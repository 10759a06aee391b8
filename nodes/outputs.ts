import type { Output } from './contract.ts'

/** Ways out that several node types share, so that they look and count alike. */

/** The one way on of a node that cannot fail. */
export const nextOutput: Output = { name: 'next', label: 'Next', kind: 'answer', needed: false }

/** The row of a question nobody answered (`label`: of what did not come); none while the author set no time. */
export const noAnswerOutputs = (seconds: number | undefined, label = 'No answer'): Output[] =>
  seconds === undefined ? [] : [{ name: 'no-answer', label, kind: 'no-answer', afterSeconds: seconds, needed: true }]

/** `what` failed once and after each of the times it was asked again. */
export const invalidOutput = (what: string, tries: number): Output => ({
  name: 'invalid',
  label: tries === 0 ? what : `${what}, ${tries + 1} times`,
  kind: 'invalid',
  needed: false,
})
