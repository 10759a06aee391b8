import { describe, expect, it } from 'vitest'
import { aFlow, menu, problemsOf, say, start } from '../testing.ts'

describe('a text', () => {
  it('that is empty in the main language is an error, also of an option', () => {
    const flow = aFlow([start(), say('a', { en: ' ', 'zh-Hant': '你好' }), menu('m', [{ en: 'A' }, {}])])
    expect(problemsOf('empty-text', flow)).toEqual([
      {
        code: 'empty-text',
        severity: 'error',
        message: 'Text is empty',
        nodeId: 'a',
        path: '/text',
        language: 'en',
        values: { label: 'Text' },
        fix: { do: 'focus', nodeId: 'a', path: '/text' },
      },
      {
        code: 'empty-text',
        severity: 'error',
        message: 'Label is empty',
        nodeId: 'm',
        path: '/options/1/label',
        language: 'en',
        values: { label: 'Label' },
        fix: { do: 'focus', nodeId: 'm', path: '/options/1/label' },
      },
    ])
  })

  it('of the main language is enough', () => {
    expect(problemsOf('empty-text', aFlow([say('a', { en: 'Hi', 'zh-Hant': '' })]))).toEqual([])
  })
})
