import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Flow, flowSchema } from './flow.ts'
import { pathTo } from './json-pointer.ts'
import { migrateFlow } from './migrations/index.ts'
import { problemOf, type SchemaProblem } from './validation-sentences.ts'

export type { SchemaProblem } from './validation-sentences.ts'
export type Validated<T> = { ok: true; value: T } | { ok: false; problems: SchemaProblem[] }

const maxProblems = 50
const maxDepth = 64
const validators = new WeakMap<object, ValidateFunction>()
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
})
addFormats.default(ajv)

/** Checks values against a JSON Schema 2020-12. It is compiled at the first value, once per schema object. */
export function compileValidator<T>(schema: object): (value: unknown) => Validated<T> {
  return (value) => {
    const unsafe = unsafePart(value)
    return unsafe ? { ok: false, problems: [unsafe] } : fitted(schema, value)
  }
}

/** Any saved, pasted or imported flow: lifted to the newest shape, then checked. */
export function validateFlowDocument(value: unknown): Validated<Flow> {
  const unsafe = unsafePart(value)
  if (unsafe) return { ok: false, problems: [unsafe] }
  const lifted = migrateFlow(value)
  return lifted.ok ? fitted(flowSchema, lifted.value) : { ok: false, problems: [lifted.problem] }
}

/** Checks a part of a document that was checked as a whole: nothing unsafe can be in it any more. */
export function fitted<T>(schema: object, value: unknown): Validated<T> {
  const check = compiled(schema)
  return check(value) ? { ok: true, value: value as T } : { ok: false, problems: problemsOf(check.errors ?? []) }
}

/** The texts in a part of a document that are longer than its schema allows. */
export function tooLongIn(schema: object, value: unknown): SchemaProblem[] {
  const check = compiled(schema)
  return check(value) ? [] : problemsOf((check.errors ?? []).filter(({ keyword }) => keyword === 'maxLength'))
}

function compiled(schema: object): ValidateFunction {
  let check = validators.get(schema)
  if (!check) {
    allowHints(schema)
    check = ajv.compile(schema)
    validators.set(schema, check)
  }
  return check
}

/** Keywords that start with `x-` tell the editor how to draw a field; to ajv they say nothing. */
function allowHints(part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  for (const [key, inner] of Object.entries(part)) {
    if (key.startsWith('x-') && !ajv.getKeyword(key)) ajv.addKeyword({ keyword: key })
    allowHints(inner)
  }
}

const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** What no document may hold, whatever its schema: keys that reach a prototype or that not every store takes, and nesting that overflows a stack. */
function unsafePart(value: unknown, depth = 0): SchemaProblem | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= maxDepth) return { path: '', message: `is nested deeper than ${maxDepth} levels` }
  for (const key of Object.keys(value)) {
    if (unsafeKeys.has(key) || key.includes('\0')) return { path: pathTo('', key), message: 'is not an allowed name' }
    const inner = (value as Record<string, unknown>)[key]
    if (typeof inner !== 'object') continue
    const found = unsafePart(inner, depth + 1)
    // The path is put together on the way back: what is safe costs none.
    if (found) return { ...found, path: pathTo('', key) + found.path }
  }
  return undefined
}

function problemsOf(errors: ErrorObject[]): SchemaProblem[] {
  const problems = new Map<string, SchemaProblem>()
  for (const error of withoutNoise(errors)) {
    const problem = problemOf(error)
    problems.set(`${problem.path} ${problem.message}`, problem)
    if (problems.size === maxProblems) break
  }
  return [...problems.values()]
}

/** Ajv says more than a person needs: every branch of a choice that was not meant, and the name of every rule around a rule. */
function withoutNoise(errors: ErrorObject[]): ErrorObject[] {
  const empty = new Set(errors.filter((e) => e.keyword === 'minLength').map(({ instancePath }) => instancePath))
  const noise = new Set(
    errors.filter(
      (e) => e.keyword === 'if' || e.propertyName !== undefined || (e.keyword === 'pattern' && empty.has(e.instancePath)),
    ),
  )
  const choices = errors.filter((e) => e.keyword === 'oneOf' || e.keyword === 'anyOf')
  for (const choice of choices.slice(0, maxProblems)) for (const error of unmeant(choice, errors)) noise.add(error)
  return errors.filter((e) => !noise.has(e))
}

/**
 * A value that fits no branch of a choice fails them all. When exactly one branch has its type and constants (its `kind`),
 * that one was meant: its complaints stay and the rest is noise. Otherwise only "has none of the allowed shapes" stays.
 */
function unmeant(choice: ErrorObject, errors: ErrorObject[]): ErrorObject[] {
  const at = choice.instancePath
  const branches = new Map<string, ErrorObject[]>()
  for (const error of errors) {
    if (!error.schemaPath.startsWith(`${choice.schemaPath}/`) || !error.instancePath.startsWith(at)) continue
    const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] as string
    branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const isOther = (error: ErrorObject): boolean =>
    (error.keyword === 'type' && error.instancePath === at) ||
    (error.keyword === 'const' && !error.instancePath.slice(at.length + 1).includes('/'))
  const meant = [...branches].filter(([, complaints]) => !complaints.some(isOther))
  const all = [...branches.values()].flat()
  return meant.length === 1 ? [choice, ...all.filter((e) => !meant[0]?.[1].includes(e))] : all
}
