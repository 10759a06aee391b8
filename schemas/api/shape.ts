import type { VariableValue } from '../conversation.ts'
import { type Language, languageTag } from '../text.ts'

export interface Listing<T> {
  items: T[]
  next?: string
}

/**
 * A JSON Schema that carries the TypeScript type of what it lets through, so that a route's handler, its schema and the
 * contract cannot drift apart unseen.
 */
export type Shape<T = unknown> = Record<string, unknown> & { readonly of?: T }

/** Marks a field that may be left out. */
export interface Maybe<T> {
  maybe: Shape<T>
}
export const maybe = <T>(shape: Shape<T>): Maybe<T> => ({ maybe: shape })

/** One entry for each field of `T`, wrapped in `maybe` exactly where the type says `?`. */
type Fields<T> = { [K in keyof T]-?: undefined extends T[K] ? Maybe<NonNullable<T[K]>> : Shape<T[K]> }

/** An object of exactly these fields; an unknown one is refused. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const entries = Object.entries<Shape | Maybe<unknown>>(fields)
  const isMaybe = (field: Shape | Maybe<unknown>): field is Maybe<unknown> => 'maybe' in field
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, field]) => !isMaybe(field)).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, field]) => [name, isMaybe(field) ? field.maybe : field])),
  }
}

/** The fields of each member of `T` beside its tag, under the tag's value; a member that is left out does not compile. */
type Members<T, Tag extends keyof T> = { [Value in T[Tag] & string]: Fields<Omit<Extract<T, Record<Tag, Value>>, Tag>> }

/** A union whose members are told apart by one field: exactly one fits. */
const union =
  <Tag extends string>(tag: Tag) =>
  <T extends Record<Tag, string>>(members: Members<T, Tag>): Shape<T> => ({
    oneOf: Object.entries<object>(members).map(([value, fields]) => ({
      title: value,
      ...object<object>({ [tag]: { const: value }, ...fields }),
    })),
  })
/** A union told apart by `kind`, and one told apart by `do`. */
export const byKind = union('kind')
export const byDo = union('do')

export const text = (max: number, min = 1): Shape<string> => ({ type: 'string', minLength: min, maxLength: max })
/** What people call something: cleaned when it comes in, so that no name hides another or paints over the lines around. */
export const nameText: Shape<string> = { ...text(120), 'x-name': true }
/** Of any length: what is answered was limited when it came in, or by its channel. */
export const anyText: Shape<string> = { type: 'string' }
export const whole = (min: number, max: number): Shape<number> => ({ type: 'integer', minimum: min, maximum: max })
export const number: Shape<number> = { type: 'number' }
export const yesNo: Shape<boolean> = { type: 'boolean' }
export const oneOf = <const T extends string>(values: readonly T[]): Shape<T> => ({ enum: [...values] })
export const listOf = <T>(items: Shape<T>, maxItems = 10_000): Shape<T[]> => ({ type: 'array', maxItems, items })
export const mapOf = <T>(values: Shape<T>): Shape<Record<string, T>> => ({ type: 'object', additionalProperties: values })
export const orNull = <T>(shape: Shape<T>): Shape<T | null> => ({ anyOf: [shape, { type: 'null' }] })
/** Any object; something else says what may be in it. */
export const anyObject: Shape<Record<string, unknown>> = { type: 'object' }

/** Any JSON: what variables hold. */
export const anyValue: Shape<VariableValue> = { type: ['string', 'number', 'boolean', 'null', 'array', 'object'] }

export const id: Shape<string> = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  'x-reason': 'must be 1 to 64 letters, digits, - or _',
}
export const instant: Shape<string> = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  'x-reason': 'is no instant such as 2026-11-29T10:42:00.000Z',
}
export const day: Shape<string> = { type: 'string', format: 'date' }
export const email: Shape<string> = { type: 'string', format: 'email', maxLength: 254 }
export const language: Shape<Language> = languageTag
export const revision: Shape<number> = whole(0, Number.MAX_SAFE_INTEGER)

/** A page of `T`: `next`, when present, is the `after` of the next request. */
export const listing = <T>(items: Shape<T>): Shape<{ items: T[]; next?: string }> =>
  object<{ items: T[]; next?: string }>({ items: listOf(items), next: maybe(text(2000)) })

/** The query of a listing. */
export interface PageQuery {
  after?: string
  limit?: number
}
export const pageQuery = object<PageQuery>({ after: maybe(text(2000)), limit: maybe(whole(1, 200)) })

/** Gives a shape the name it has in the OpenAPI document. */
export const named = <T>(name: string, shape: Shape<T>): Shape<T> => ({ ...shape, 'x-component': name })
