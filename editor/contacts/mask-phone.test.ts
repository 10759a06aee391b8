import { expect, it } from 'vitest'
import { maskPhone } from './mask-phone.ts'

it('a phone number in a list shows its country and its end', () => {
  expect(maskPhone('+85251231234')).toBe('+852 •••• 1234')
  expect(maskPhone('+8613912343309')).toBe('+86 ••• •••• 3309')
  expect(maskPhone('+14155552671')).toBe('+1 ••• ••• 2671')
  expect(maskPhone('12345')).toBe('•••• 45')
})
