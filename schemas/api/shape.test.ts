import { expect, it } from 'vitest'
import type { Owner } from '../conversation.ts'
import { compileValidator } from '../validate.ts'
import { anyText, byKind, instant, maybe } from './shape.ts'

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
