import { expect, expectTypeOf, it } from 'vitest'
import type { Owner } from '../conversation.ts'
import { compileValidator } from '../validate.ts'
import {
  anyText,
  byKind,
  type FromFields,
  type FromMembers,
  type FromShape,
  instant,
  maybe,
  number,
  object,
  oneOf,
} from './shape.ts'

const members = {
  flow: {},
  queue: { team: maybe(anyText), since: instant },
  agent: { agentId: anyText, since: instant },
}
const since = '2026-11-23T10:00:00.000Z'

it('a union lets through exactly the fields of the member that its tag names', () => {
  const check = compileValidator<Owner>(byKind<Owner>(members))
  const problems = (value: unknown) => {
    const checked = check(value)
    return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path} ${message}`)
  }
  for (const owner of [{ kind: 'flow' }, { kind: 'queue', since }, { kind: 'queue', team: 'orders', since }] satisfies Owner[])
    expect(problems(owner)).toEqual([])
  expect(problems({ kind: 'agent', since })).toEqual(['/agentId is required'])
  expect(problems({ kind: 'flow', since })).toEqual(['/since is not a known property'])
  expect(problems({ kind: 'nobody' })).toEqual([' has none of the allowed shapes'])
  expect(problems({ since })).toEqual([' has none of the allowed shapes'])
})

it('a union that forgets a member, or a field of one, does not compile', () => {
  const { agent: _, ...forgotten } = members
  // @ts-expect-error: there is no agent
  byKind<Owner>(forgotten)
  // @ts-expect-error: an agent has an id
  byKind<Owner>({ ...members, agent: { since: instant } })
  // @ts-expect-error: a team may be absent
  byKind<Owner>({ ...members, queue: { team: anyText, since: instant } })
})

it('a type follows from its schema: what may be left out, literal words, and the members of a union', () => {
  const fields = { id: anyText, state: oneOf(['open', 'closed']), count: maybe(number) }
  interface Expected {
    id: string
    state: 'open' | 'closed'
    count?: number
  }
  expectTypeOf<FromFields<typeof fields>>().toEqualTypeOf<Expected>()
  const shape = object(fields)
  expectTypeOf<FromShape<typeof shape>>().toEqualTypeOf<Expected>()
  expect(shape).toEqual({
    type: 'object',
    additionalProperties: false,
    required: ['id', 'state'],
    properties: { id: { type: 'string' }, state: { enum: ['open', 'closed'] }, count: { type: 'number' } },
  })
  expectTypeOf<FromMembers<'kind', typeof members>>().toEqualTypeOf<Owner>()
})

it('an object of a type that is written elsewhere does not compile when it forgets a field or has one too many', () => {
  object<{ id: string; name?: string }>({ id: anyText, name: maybe(anyText) })
  // @ts-expect-error: there is no name
  object<{ id: string; name?: string }>({ id: anyText })
  // @ts-expect-error: nobody has an age
  object<{ id: string }>({ id: anyText, age: number })
})

it('an instant that no clock comes to is none: kept, it would stop whoever reads its page', () => {
  const check = compileValidator<string>(instant)
  const is = (text: string) => check(text).ok
  expect(['2026-12-01T23:59:59.999Z', '2028-02-29T00:00:00.000Z', '9999-12-31T23:59:59.999Z'].every(is)).toBe(true)
  for (const odd of [
    '2026-12-01T00:99:00.000Z',
    '2026-12-01T24:00:00.000Z',
    '2026-12-31T23:59:60.000Z',
    '2026-13-01T00:00:00.000Z',
  ])
    expect(is(odd)).toBe(false)
  for (const odd of ['2026-11-31T00:00:00.000Z', '2027-02-29T00:00:00.000Z', '2026-12-01T00:00:00Z', '2026-12-01 00:00:00.000Z'])
    expect(is(odd)).toBe(false)
})
