import { errorDetails } from '#schemas/api/errors.ts'
import { type ErrorCode, errorTable } from '../errors.ts'
import { codesOf, statusOf } from '../http/codes.ts'
import type { Route } from '../http/route.ts'
import { type Hoist, type Json, pascal } from './components.ts'

const fields = {
  type: 'array',
  description: 'Which fields are wrong and why: `path` is a JSON Pointer such as `/nodes/3/position/x`.',
  items: {
    type: 'object',
    required: ['path', 'message'],
    additionalProperties: false,
    properties: { path: { type: 'string' }, message: { type: 'string' } },
  },
}

const problemOf = (code: Json, more: Json = {}, required: string[] = []): Json => ({
  type: 'object',
  required: ['error'],
  additionalProperties: false,
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', ...required],
      additionalProperties: false,
      properties: { code, message: { type: 'string' }, ...more },
    },
  },
})

/** Any error. */
export const anyProblem: Json = {
  'x-component': 'Problem',
  ...problemOf(
    { 'x-component': 'ErrorCode', enum: Object.keys(errorTable), description: 'Never changes its meaning; see docs/errors.md' },
    { problems: fields, details: { type: 'object' } },
  ),
}

function shapeOf(code: ErrorCode): Json {
  const details = errorDetails[code]
  const needed = ((details?.required ?? []) as string[]).length > 0
  return {
    'x-component': `${pascal(code)}Problem`,
    description: errorTable[code][1],
    ...problemOf(
      { const: code },
      { ...(code === 'invalid-input' ? { problems: fields } : {}), ...(details ? { details } : {}) },
      needed ? ['details'] : [],
    ),
  }
}

/** The answers of a route that are problems, by status. */
export function problemsOf(codes: readonly ErrorCode[], hoist: Hoist): Json {
  const answers: Json = {}
  for (const status of new Set(codes.map(statusOf))) {
    const ofStatus = codes.filter((code) => statusOf(code) === status)
    const shapes = ofStatus.map((code) => hoist(shapeOf(code)))
    answers[status] = {
      description: ofStatus.map((code) => `\`${code}\`: ${errorTable[code][1]}`).join('\n\n'),
      content: { 'application/json': { schema: shapes.length === 1 ? shapes[0] : { oneOf: shapes } } },
    }
  }
  return answers
}

export const problemsOfRoute = (route: Route, hoist: Hoist): Json => problemsOf(codesOf(route), hoist)
