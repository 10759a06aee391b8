import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'

it('goes on in the other flow', () => {
  expect(handler.enter(visitOf({ flowId: 'flow-2' }))).toEqual({ next: 'call', flowId: 'flow-2', return: false })
})

it('comes back when it should', () => {
  expect(handler.enter(visitOf({ flowId: 'flow-2', comeBack: true }))).toEqual({ next: 'call', flowId: 'flow-2', return: true })
})

it('fails when no flow is chosen', () => {
  expect(handler.enter(visitOf({ flowId: '' }))).toEqual({ next: 'fail', reason: { code: 'no-flow' } })
})

it('has a way out only when it comes back', () => {
  expect([true, false].map((comeBack) => description.outputs({ flowId: 'flow-2', comeBack }).map(({ name }) => name))).toEqual([
    ['returned'],
    [],
  ])
})
