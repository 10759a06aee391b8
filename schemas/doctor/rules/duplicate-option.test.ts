import { describe, expect, it } from 'vitest'
import { aFlow, menu, problemsOf } from '../testing.ts'

describe('two options', () => {
  it('of one menu differ in every language', () => {
    expect(
      problemsOf('duplicate-option', aFlow([menu('m', [{ en: 'Yes', ar: 'نعم' }, { en: 'No', ar: 'نعم' }, { en: ' yes' }])])),
    ).toEqual([
      {
        code: 'duplicate-option',
        severity: 'error',
        message: '“نعم” stands twice',
        nodeId: 'm',
        path: '/options/1/label',
        language: 'ar',
        values: { word: 'نعم' },
        fix: { do: 'focus', nodeId: 'm', path: '/options/1/label' },
      },
      {
        code: 'duplicate-option',
        severity: 'error',
        message: '“ yes” stands twice',
        nodeId: 'm',
        path: '/options/2/label',
        language: 'en',
        values: { word: ' yes' },
        fix: { do: 'focus', nodeId: 'm', path: '/options/2/label' },
      },
    ])
  })

  it('of two menus may be the same, and so may empty ones', () => {
    const flow = aFlow([menu('m', [{ en: 'Yes' }, { en: '' }, { en: '' }]), menu('n', [{ en: 'Yes' }])])
    expect(problemsOf('duplicate-option', flow)).toEqual([])
  })
})
