import { type Schema, Validator } from '@cfworker/json-schema'
import { pathTo } from '#schemas/json-pointer.ts'

export interface SchemaMistake {
  /** JSON Pointer into the checked value. */
  path: string
  message: string
}

const validators = new WeakMap<object, Validator>()

/** Errors of these only say that something inside is wrong; the inside says what. */
const outer = new Set([
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  '$ref',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
])

/**
 * What is wrong with a value by a JSON Schema, read rather than compiled: the editor's content security policy forbids making code from
 * text, which is what ajv does. The server checks again with ajv.
 */
export function checkSchema(schema: object, value: unknown): SchemaMistake[] {
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
    .filter(({ keyword }, i, all) => keyword !== 'additionalProperties' || all[i - 1]?.keyword !== 'false')
    .map(({ keyword, instanceLocation, error }) => {
      const named = keyword === 'required' ? /"([^"]+)"/.exec(error)?.[1] : undefined
      const path = instanceLocation.slice(1)
      return { path: named === undefined ? path : pathTo(path, named), message: error }
    })
}
