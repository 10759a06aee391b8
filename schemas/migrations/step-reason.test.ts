import { expect, it } from 'vitest'
import { askedWithCodes, stepReasons } from './step-reason.ts'

it.each<[string, object, object]>([
  ['asked again', {}, { code: 'asked-again' }],
  ['typed “parcel”, read as Track my order', {}, { code: 'typed', values: { typed: 'parcel', value: 'Track my order' } }],
  ['VIP', { nodeType: 'condition', did: 'go', output: 'a' }, { code: 'branch', values: { label: 'VIP' } }],
  ['no branch is true', { nodeType: 'condition', did: 'go', output: 'else' }, { code: 'none' }],
  ['the variable w would hold more than 16 KB', {}, { code: 'variable-too-large', values: { name: 'w', size: '16 KB' } }],
  ['GET https://a.example/x → 404', {}, { code: 'answered', values: { call: 'GET https://a.example/x', status: '404' } }],
  [
    'GET https://a.example/x → the server took too long to answer',
    { output: 'error' },
    { code: 'timeout', values: { call: 'GET https://a.example/x' } },
  ],
  [
    'GET https://a.example/x → not sent: a value that the path needs is empty',
    { output: 'error' },
    { code: 'empty-in-path', values: { call: 'GET https://a.example/x' } },
  ],
  ['Cannot read properties of undefined', {}, { code: 'told', values: { words: 'Cannot read properties of undefined' } }],
])('a step that an earlier release kept with “%s” says so by a code', (reason, step, code) => {
  const { steps } = stepReasons({ steps: [{ nodeId: 'n', ...step, reason }, { nodeId: 'm' }] })
  expect(steps).toEqual([{ nodeId: 'n', ...step, reason: code }, { nodeId: 'm' }])
})

it('a turn read without its steps stays as it is', () => {
  expect(stepReasons({ _id: 'c.00000001' })).toEqual({ _id: 'c.00000001' })
})

it('a call that failed in an earlier release fails again for the same reason', () => {
  const message = 'the server could not be reached'
  const made = { next: 'go', output: 'done', note: 'GET a → 200' }
  expect(
    askedWithCodes<unknown>([
      { step: 1, name: 'http', failed: { name: 'EgressError', message } },
      { step: 2, made },
    ]),
  ).toEqual([
    { step: 1, name: 'http', failed: { name: 'EgressError', message, reason: 'unreachable' } },
    { step: 2, made: { ...made, note: { code: 'answered', values: { call: 'GET a', status: '200' } } } },
  ])
})
