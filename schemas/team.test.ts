import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { id } from './api/shape.ts'
import { teamIdOf } from './team.ts'
import { compileValidator } from './validate.ts'

describe('the id of a team that a flow names', () => {
  it('is its words in small letters, without spaces, where that can be an id', () => {
    expect(['service', ' Service ', 'After  sales', 'a_b-3'].map(teamIdOf)).toEqual([
      'service',
      'service',
      'after-sales',
      'a_b-3',
    ])
  })

  it('is empty where the flow names none', () => {
    expect([undefined, '', '  '].map(teamIdOf)).toEqual(['', '', ''])
  })

  it('is an id of its own for any other words, and itself when asked again', () => {
    const isId = compileValidator(id)
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), (words) => {
        fc.pre(words.trim() !== '')
        const made = teamIdOf(words)
        expect(isId(made).ok).toBe(true)
        expect(teamIdOf(made)).toBe(made)
      }),
    )
    expect(new Set(['Q&A', 'Q+A', '售後', '售后', 'خدمة', 'x'.repeat(65)].map(teamIdOf)).size).toBe(6)
  })

  it('never changes: old flows and turns keep their words', () => {
    expect(['Q&A', '售後服務'].map(teamIdOf)).toEqual(['team-c605nz8k8laf', 'team-srhn2z10jan0j'])
  })
})
