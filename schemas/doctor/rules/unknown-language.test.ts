import { describe, expect, it } from 'vitest'
import { aFlow, problemsOf, say } from '../testing.ts'

describe('a language that is not offered', () => {
  it('is said once per node', () => {
    const flow = aFlow([say('a', { en: 'Hi', th: 'สวัสดี' })])
    expect(problemsOf('unknown-language', flow)).toEqual([
      {
        code: 'unknown-language',
        severity: 'warning',
        message: 'ไทย not offered',
        nodeId: 'a',
        path: '/text',
        language: 'th',
        values: { language: 'th', languageName: 'ไทย' },
      },
    ])
  })

  it('is said of the main language', () => {
    const flow = aFlow([say('a')], [], { languages: { default: 'en', offered: ['ar'] } })
    expect(problemsOf('unknown-language', flow).map(({ language, message }) => [language, message])).toEqual([
      ['en', 'English not offered'],
    ])
  })

  it('is fine as the base of one that is, and without words', () => {
    const flow = aFlow([say('a', { zh: '你好', th: '' })], [], { languages: { default: 'en', offered: ['en', 'zh-Hant'] } })
    expect(problemsOf('unknown-language', flow)).toEqual([])
  })
})
