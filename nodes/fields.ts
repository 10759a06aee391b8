import { variableName } from '#schemas/flow.ts'
import { localisedText } from '#schemas/text.ts'

/** Settings that several node types share, worded and limited alike. A node spreads one and adds its own title where it differs. */

/** How often a node asks again when `tries` is not set. */
export const defaultTries = 2

export const text = {
  ...localisedText,
  title: 'Text',
  description: 'What the customer reads, in each language. Variables such as {{ first_name }} are filled in.',
} as const

export const tries = {
  type: 'integer',
  minimum: 0,
  maximum: 10,
  title: 'Ask again',
  description: 'How many times to ask again when an answer is not understood.',
  'x-section': 'If the answer does not fit',
} as const

export const noAnswerSeconds = {
  type: 'integer',
  minimum: 1,
  maximum: 31_536_000,
  title: 'Wait for an answer',
  description: 'How long to wait before the chat goes on by “No answer”. Left empty, there is no such way out.',
  'x-field': 'duration',
  'x-section': 'If there is no answer',
} as const

/** Values that come along with something that happened. */
export const keptValues = {
  type: 'array',
  maxItems: 20,
  uniqueItems: true,
  title: 'Values to keep',
  description: 'Values that come with the event, each kept in the variable of its name. Others are left.',
  items: { ...variableName, 'x-field': 'variable-name' },
} as const

export const saveAs = {
  ...variableName,
  title: 'Save as',
  description: 'The variable that keeps the answer.',
  'x-field': 'variable-name',
  'x-section': 'Answer',
} as const
