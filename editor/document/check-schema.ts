import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { valueAt } from '#schemas/json-pointer.ts'
import { problemOf, type SchemaProblem } from '#schemas/validation-sentences.ts'

const validators = new WeakMap<object, Validator>()

/** Errors of these only say that something inside is wrong; the inside says what. */
const outer = new Set([
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  '$ref',
  'additionalProperties',
  'propertyNames',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
])

/**
 * What is wrong with a value by a JSON Schema, read rather than compiled: the editor's content security policy forbids making code from
 * text, which is what ajv does. The server checks again with ajv and says it in the same words.
 */
export function checkSchema(schema: object, value: unknown): SchemaProblem[] {
  let validator = validators.get(schema)
  if (!validator) {
    validator = new Validator(schema as Schema, '2020-12', false)
    validators.set(schema, validator)
  }
  const { errors } = validator.validate(value)
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map(({ keywordLocation }) => keywordLocation)
  return errors
    .filter(({ keyword, keywordLocation }) => !outer.has(keyword) && !choices.some((at) => keywordLocation.startsWith(`${at}/`)))
    .map((error) => problemOf(brokenRule(schema, error)))
}

/** An error as ajv would tell it: what a rule allows is its value in the schema. */
function brokenRule(schema: object, { keyword, keywordLocation, instanceLocation, error }: OutputUnit) {
  const instancePath = pointerIn(instanceLocation)
  if (keyword === 'false') return { keyword: 'additionalProperties', instancePath, params: {} }
  if (keywordLocation.includes('/propertyNames/')) return { keyword: 'propertyNames', instancePath, params: {} }
  const at = pointerIn(keywordLocation)
  const rule = valueAt(schema, at)
  const named = keyword === 'required' ? { missingProperty: /"([^"]+)"/.exec(error)?.[1] } : {}
  const params = {
    limit: rule,
    type: rule,
    allowedValues: rule,
    allowedValue: rule,
    multipleOf: rule,
    pattern: rule,
    format: rule,
  }
  const parentSchema = valueAt(schema, at.slice(0, at.lastIndexOf('/'))) as Record<string, unknown> | undefined
  return { keyword, instancePath, params: { ...params, ...named }, parentSchema }
}

/** The JSON Pointer in a location, which is written as a URI's fragment. */
const pointerIn = (location: string): string => decodeURIComponent(location.slice(1))
