import type { VariableValue } from '../conversation.ts'
import { type Language, languageTag } from '../text.ts'

/**
 * What the API says, by subject: each file of this folder holds the schemas of one, and the types that follow from them. Every path
 * that is named here starts with `/api/v1`; `{w}` is a workspace id. Lists answer `{ items, next? }`; `?after=<next>` gives the next
 * page. Errors answer `ApiProblem`.
 */

/** A JSON Schema that carries the TypeScript type of what it lets through. */
export type Shape<T = unknown> = Record<string, unknown> & { readonly of?: T }

/** Marks a field that may be left out. */
export interface Maybe<T> {
  maybe: Shape<T>
}
export const maybe = <T>(shape: Shape<T>): Maybe<T> => ({ maybe: shape })

/** What an object holds, by name. */
export type Fields = Readonly<Record<string, Shape | Maybe<unknown>>>

/** The type that a shape lets through. */
export type FromShape<S> = S extends Shape<infer T> ? T : never

type FromField<F> = F extends Maybe<infer T> ? T : FromShape<F>
type MaybeOf<F> = { [K in keyof F]: F[K] extends Maybe<unknown> ? K : never }[keyof F]
type Needed<F> = { [K in keyof Omit<F, MaybeOf<F>>]: FromField<F[K]> }
type Optional<F> = { [K in keyof Pick<F, MaybeOf<F>>]?: FromField<F[K]> }

/**
 * The type of an object of these fields: one that is `maybe` may be left out. A field's comment is its property's too. (The mapped
 * type is written out here and below, since only so do compiler and editors call the result by the name it is given.)
 */
export type FromFields<F> = { [K in keyof (Needed<F> & Optional<F>)]: (Needed<F> & Optional<F>)[K] }

type Member<Tag extends string, V, F> = { [K in Tag]: V } & Needed<F> & Optional<F>
/** The type of a union of these members, told apart by `Tag`. */
export type FromMembers<Tag extends string, M> = {
  [V in keyof M]: { [K in keyof Member<Tag, V, M[V]>]: Member<Tag, V, M[V]>[K] }
}[keyof M]

/** One entry for each field of `T`, wrapped in `maybe` exactly where the type says `?`. */
type FieldsOf<T> = { [K in keyof T]-?: undefined extends T[K] ? Maybe<NonNullable<T[K]>> : Shape<T[K]> }

const isMaybe = (field: Shape | Maybe<unknown>): field is Maybe<unknown> => 'maybe' in field

/**
 * An object of exactly these fields; an unknown one is refused. Of a type that is written elsewhere, `object<T>`, they are that type's:
 * one that is left out, or is one too many, does not compile.
 */
export function object<F extends Fields>(
  fields: F,
): Shape<{ [K in keyof (Needed<F> & Optional<F>)]: (Needed<F> & Optional<F>)[K] }>
export function object<T extends object>(fields: FieldsOf<T>): Shape<T>
export function object(fields: Fields): Shape {
  const entries = Object.entries(fields)
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, field]) => !isMaybe(field)).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, field]) => [name, isMaybe(field) ? field.maybe : field])),
  }
}

/** The fields of each member of `T` beside its tag, under the tag's value; a member that is left out does not compile. */
type MembersOf<T, Tag extends keyof T> = { [Value in T[Tag] & string]: FieldsOf<Omit<Extract<T, Record<Tag, Value>>, Tag>> }

/** A union whose members are told apart by one field: exactly one fits. */
const union =
  <Tag extends string>(tag: Tag) =>
  <T extends Record<Tag, string>>(members: MembersOf<T, Tag>): Shape<T> => ({
    oneOf: Object.entries<object>(members).map(([value, fields]) => ({
      title: value,
      ...object({ [tag]: { const: value }, ...fields }),
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
/** How many. */
export const count = whole(0, Number.MAX_SAFE_INTEGER)
export const yesNo: Shape<boolean> = { type: 'boolean' }
/** Says something by being there. */
export const yes: Shape<true> = { const: true }
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
  // The format knows the days of each month, and takes a leap second, which no clock of ours can be at.
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$',
  'x-reason': 'is no instant such as 2026-11-29T10:42:00.000Z',
}
export const day: Shape<string> = { type: 'string', format: 'date' }
export const email: Shape<string> = { type: 'string', format: 'email', maxLength: 254 }
export const language: Shape<Language> = languageTag
export const revision = whole(0, Number.MAX_SAFE_INTEGER)
/** The number of a published version of a flow. */
export const version = whole(1, 1_000_000_000)
/** Who did something. */
export const person = object({ id, name: text(120, 0) })

/** A page of `T`: `next`, when present, is the `after` of the next request. */
export interface Listing<T> {
  items: T[]
  next?: string
}
/** The fields of a listing, for one that says more. */
export const listingOf = <T>(items: Shape<T>) => ({ items: listOf(items), next: maybe(text(2000)) })
export const listing = <T>(items: Shape<T>): Shape<Listing<T>> => object<Listing<T>>(listingOf(items))

/** The fields of a listing's query. */
export const pageFields = { after: maybe(text(2000)), limit: maybe(whole(1, 200)) }
export const pageQuery = object(pageFields)
export type PageQuery = FromShape<typeof pageQuery>

/** Gives a shape the name it has in the OpenAPI document; with `T`, the one it has in the code too. */
export const named = <T>(name: string, shape: Shape<T>): Shape<T> => ({ ...shape, 'x-component': name })
