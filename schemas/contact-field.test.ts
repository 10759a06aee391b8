import { describe, expect, it } from 'vitest'
import { type ContactField, fieldValueIn, isBirthday, unfitFor } from './contact-field.ts'

const field = (type: ContactField['type'], options?: string[]) => ({ type, ...(options && { options }) })

describe('a value written for a field', () => {
  it.each([
    [field('text'), ' Mong Kok ', 'Mong Kok'],
    [field('number'), '12.5', 12.5],
    [field('number'), '1,200', undefined],
    [field('number'), 'twelve', undefined],
    [field('date'), '2026-02-29', undefined],
    [field('date'), '2024-02-29', '2024-02-29'],
    [field('yes-no'), 'نعم', true],
    [field('yes-no'), '否', false],
    [field('yes-no'), 'perhaps', undefined],
    [field('one-of', ['Small', 'Large']), 'large', 'Large'],
    [field('one-of', ['Small', 'Large']), 'medium', undefined],
    [field('many-of', ['TV', 'Audio']), 'audio، TV', ['Audio', 'TV']],
    [field('many-of', ['TV', 'Audio']), 'TV, fridge', undefined],
    [field('link'), 'https://example.com/a?b=1', 'https://example.com/a?b=1'],
    [field('link'), 'javascript:alert(1)', undefined],
  ])('of %j: %s is %j', (of, written, value) => {
    expect(fieldValueIn(of, written)).toEqual(value)
  })

  it('that does not fit says why', () => {
    expect(unfitFor(field('one-of', ['Small', 'Large']), 'Medium')).toBe('is none of: Small, Large')
    expect(unfitFor(field('number'), '12')).toBe('is no number')
  })
})

it('a birthday needs no year, but a day that there is', () => {
  expect(['--02-29', '1990-11-29', '--13-01', '29 November', '1990-02-29'].map(isBirthday)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
