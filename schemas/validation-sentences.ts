import { pathTo } from './json-pointer.ts'

/** What is wrong, and where: `path` is a JSON Pointer such as `/nodes/3/position/x`. */
export interface SchemaProblem {
  path: string
  message: string
}

/** What a validator tells of one broken rule; the part of ajv's error that the sentences need. */
interface BrokenRule {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
  /** The part of the schema that the rule stands in: its `x-reason` is what the author of the schema would rather say. */
  parentSchema?: Record<string, unknown> | undefined
}

/** The sentence for a broken rule, to be read after the field's name: "is required". */
export function problemOf({ keyword, instancePath, params, parentSchema }: BrokenRule): SchemaProblem {
  const named = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName
  // Where a pattern has the reason, an empty text has another.
  const isEmptiness = keyword === 'minLength' && parentSchema?.pattern !== undefined
  return {
    path: typeof named === 'string' ? pathTo(instancePath, named) : instancePath,
    message:
      (reasoned.has(keyword) && !isEmptiness && reasonIn(parentSchema)) || (sentences[keyword]?.(params) ?? 'is not valid'),
  }
}

/** Rules whose own sentence says too little: a pattern nobody reads, or that something is missing without saying what. */
const reasoned = new Set(['pattern', 'not', 'required', 'minLength', 'minProperties'])
const reasonIn = (schema: Record<string, unknown> | undefined): string => String(schema?.['x-reason'] ?? '')

type Params = Record<string, unknown>

const sentences: Record<string, (params: Params) => string> = {
  required: () => 'is required',
  dependentRequired: () => 'is required',
  additionalProperties: () => 'is not a known property',
  unevaluatedProperties: () => 'is not a known property',
  propertyNames: () => 'is not an allowed name',
  type: ({ type }) => `must be ${[type].flat().map(typeWord).join(' or ')}`,
  enum: ({ allowedValues }) => `is not one of: ${(allowedValues as unknown[]).map(shown).join(', ')}`,
  const: ({ allowedValue }) => `must be ${shown(allowedValue)}`,
  minLength: ({ limit }) => (limit === 1 ? 'must not be empty' : `must be at least ${limit} characters`),
  maxLength: ({ limit }) => `must be at most ${count(limit, 'character')}`,
  minItems: ({ limit }) => (limit === 1 ? 'must not be empty' : `must have at least ${count(limit, 'item')}`),
  maxItems: ({ limit }) => `must have at most ${count(limit, 'item')}`,
  minProperties: ({ limit }) => `must have at least ${count(limit, 'entry', 'entries')}`,
  maxProperties: ({ limit }) => `must have at most ${count(limit, 'entry', 'entries')}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  // A pattern is for machines: whoever can say what is meant does so by `x-reason`.
  pattern: () => 'is not written as it has to be',
  format: ({ format }) => `is not a valid ${format}`,
  uniqueItems: ({ i, j }) => (i === undefined ? 'has the same item twice' : `has the same item twice, at ${j} and ${i}`),
  contains: () => 'lacks an item it must have',
  not: () => 'is not allowed',
  oneOf: () => 'has none of the allowed shapes',
  anyOf: () => 'has none of the allowed shapes',
  'false schema': () => 'is not allowed',
}

const count = (limit: unknown, one: string, many = `${one}s`): string => `${limit} ${limit === 1 ? one : many}`
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const typeWords: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}
const typeWord = (type: unknown): string => typeWords[String(type)] ?? String(type)
