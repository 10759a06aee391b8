import { expect, it } from 'vitest'
import { leftBy } from './traffic.ts'

const nobody = { waiting: 0, answered: 3, timedOut: 0, failed: 0, handedOff: 0, dropped: 0 }

it('an option that is called like what every object has shows how many chose it: nobody', () => {
  const counted = { entered: 3, ...nobody, outputs: { yes: 3 } }
  expect(['yes', 'no', 'constructor', 'toString'].map((output) => leftBy(counted, output))).toEqual([3, 0, 0, 0])
  expect(leftBy(undefined, 'yes')).toBe(0)
})
