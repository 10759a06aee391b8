import { expect, it } from 'vitest'
import { checkRules } from '#schemas/check-segment.ts'
import type { SegmentTest } from '#schemas/segment.ts'
import { asGroup, comparisonsOf, facts, isWhole, lineOf, subjectOf, subjects, testAbout, typeOfFact, withNot } from './rules.ts'

const shop = { fields: [{ name: 'size', label: 'Size', type: 'number' as const }], stages: [{ id: 'new' }] }

it.each([...facts.map((fact) => `fact:${fact}`), 'field:size', 'field:gone', ...subjects])(
  'a new line about %s is one the server takes, once its words are written',
  (subject) => {
    const test = testAbout(subject, shop)
    expect(subjectOf(test)).toBe(subject)
    const written = (
      test.about === 'tag' ? { ...test, tag: 'vip' } : 'value' in test && test.value === '' ? { ...test, value: 'x' } : test
    ) as SegmentTest
    expect([isWhole(written), checkRules(written)]).toEqual([true, []])
  },
)

it.each(['number', 'date', 'yes-no', 'one-of', 'text', 'birthday'] as const)(
  'what a field of %s can be compared by is known',
  (type) => {
    for (const start of comparisonsOf(type)) {
      const value = start.value === '' ? '2026-01-01' : start.value
      expect(checkRules({ about: 'field', field: 'size', ...start, ...(value === undefined ? {} : { value }) })).toEqual([])
    }
  },
)

it('a fact is compared as what it is', () => {
  expect([typeOfFact('birthday'), typeOfFact('firstSeenAt'), typeOfFact('name')]).toEqual(['birthday', 'date', 'fact'])
})

it('a line that waits for a word is not counted', () => {
  expect(isWhole({ all: [{ about: 'tag', tag: ' ' }] })).toBe(false)
  expect(isWhole({ all: [] })).toBe(false)
})

it('“not not” is drawn as nothing, and one condition as a group of one', () => {
  const vip: SegmentTest = { about: 'tag', tag: 'vip' }
  expect(lineOf({ not: { not: vip } })).toEqual({ not: false, rule: vip })
  expect(lineOf(withNot(true, vip))).toEqual({ not: true, rule: vip })
  expect(asGroup(vip)).toEqual({ all: [vip] })
})
