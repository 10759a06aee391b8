import type { Problem } from '../api/problems.ts'

type Values = NonNullable<Problem['values']>
interface Kind {
  severity: Problem['severity']
  /** What the card says. In English wherever it is read: nothing says it in another language yet, by the code and the values. */
  message: string | ((values: Values) => string)
}

/** Everything the doctor can find. An error blocks publishing, a warning does not. */
export const problemKinds = {
  'unknown-node-type': { severity: 'error', message: 'This node type is unknown' },
  'config-invalid': { severity: 'error', message: ({ label, reason }) => fieldIs(String(label), String(reason)) },
  'limits-cross': {
    severity: 'error',
    message: ({ label, lower }) => `${clip(String(label), 10)} is below ${clip(String(lower), 9)}`,
  },
  'no-start': { severity: 'error', message: 'The flow has no start' },
  'several-starts': { severity: 'error', message: 'One of its kind is enough' },
  'duplicate-id': { severity: 'error', message: 'Another part has this id' },
  'dangling-edge': { severity: 'error', message: 'An edge leads nowhere' },
  'several-edges': { severity: 'error', message: 'Two edges leave one output' },
  unreachable: { severity: 'warning', message: 'Nothing leads here' },
  'dead-end': { severity: 'warning', message: ({ output }) => `${clip(`“${output}”`, 14)} leads nowhere` },
  'no-answer-leads-nowhere': { severity: 'warning', message: 'No answer leads nowhere' },
  'no-time-limit': { severity: 'warning', message: 'No time limit for an answer' },
  'loop-without-wait': { severity: 'error', message: 'It loops without waiting' },
  'empty-text': { severity: 'error', message: ({ label }) => `${clip(String(label), 19)} is empty` },
  'missing-translation': { severity: 'warning', message: ({ languageName }) => `No ${clip(String(languageName), 20)} text` },
  'outdated-translation': { severity: 'warning', message: ({ languageName }) => `${clip(String(languageName), 16)} is outdated` },
  'unknown-language': { severity: 'warning', message: ({ languageName }) => `${clip(String(languageName), 16)} not offered` },
  'variable-unset': { severity: 'warning', message: ({ variable }) => `“${clip(String(variable), 15)}” is not set` },
  'variable-unused': { severity: 'warning', message: ({ variable }) => `“${clip(String(variable), 14)}” is not used` },
  'bad-template': { severity: 'error', message: 'A placeholder is broken' },
  'secret-in-text': { severity: 'warning', message: ({ kind }) => `Holds ${kind}` },
  'secret-unknown': { severity: 'error', message: ({ secret }) => `No secret “${clip(String(secret), 15)}”` },
  'secret-host': { severity: 'error', message: ({ secret }) => `“${clip(String(secret), 8)}” not for this host` },
  'secret-in-clear': { severity: 'warning', message: 'A secret wants https://' },
  'team-unknown': { severity: 'warning', message: ({ team }) => `No team “${clip(String(team), 17)}”` },
  'template-unknown': { severity: 'warning', message: ({ template }) => `No template “${clip(String(template), 13)}”` },
  'template-not-approved': { severity: 'warning', message: ({ template }) => `“${clip(String(template), 9)}” is not approved` },
  'no-hours': { severity: 'warning', message: 'No opening hours are set' },
  'own-header': { severity: 'error', message: ({ header }) => `“${clip(String(header), 13)}” is set by us` },
  'inner-address': { severity: 'warning', message: ({ host }) => `“${clip(String(host), 13)}” is not open` },
  'command-clash': { severity: 'error', message: ({ word }) => `“${clip(String(word), 12)}” used twice` },
  'command-hides-option': { severity: 'warning', message: ({ word }) => `“${clip(String(word), 12)}” is a command` },
  'command-common-word': { severity: 'warning', message: ({ word }) => `“${clip(String(word), 7)}” is an everyday word` },
  'flow-missing': { severity: 'error', message: 'That flow does not exist' },
  'flow-not-live': { severity: 'warning', message: 'That flow is not published' },
  'never-answers': { severity: 'warning', message: ({ flow }) => `“${clip(String(flow), 14)}” goes first` },
  'same-output': { severity: 'error', message: ({ output }) => `Two outputs are “${clip(String(output), 10)}”` },
  'options-alike': { severity: 'warning', message: ({ word }) => `“${clip(String(word), 9)}” reads like another` },
  'duplicate-option': { severity: 'error', message: ({ word }) => `“${clip(String(word), 10)}” stands twice` },
} satisfies Record<string, Kind>

export type ProblemCode = keyof typeof problemKinds

/** A found problem: its severity and sentence come from its code. */
export function problem(code: ProblemCode, where: Omit<Problem, 'code' | 'severity' | 'message'> = {}): Problem {
  const { severity, message }: Kind = problemKinds[code]
  return { code, severity, message: typeof message === 'string' ? message : message(where.values ?? {}), ...where }
}

/** “How long is required”: when there is too little room it is the field's name that is cut first. */
const fieldIs = (label: string, reason: string): string => clip(`${clip(label, Math.max(27 - reason.length, 8))} ${reason}`, 28)

const clip = (text: string, length: number): string => {
  const letters = [...text]
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`
}
