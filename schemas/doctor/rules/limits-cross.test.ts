import { expect, it } from 'vitest'
import { aFlow, ask, problemsOf } from '../testing.ts'

const crossed = (config: object) => problemsOf('limits-cross', aFlow([ask('q', { answer: 'number', ...config })]))

it('a largest value below the smallest is an error', () => {
  expect(crossed({ min: 5, max: 4 })).toEqual([
    {
      code: 'limits-cross',
      severity: 'error',
      message: 'At most is below At least',
      nodeId: 'q',
      path: '/max',
      values: { label: 'At most', lower: 'At least' },
      fix: { do: 'focus', nodeId: 'q', path: '/max' },
    },
  ])
})

it.each([{ min: 5, max: 5 }, { max: 4 }, { min: 5 }, { min: '5', max: 4 }, { min: 5, max: 4, answer: 'text' }])(
  '%j is none',
  (config) => {
    expect(crossed(config)).toEqual([])
  },
)
