import { describe, expect, it } from 'vitest'
import { aFlow, menu, problemsOf, say, start } from '../testing.ts'

describe('a text in two languages', () => {
  const languages = { default: 'en', offered: ['en', 'zh-Hant'] }
  const settings = { ...aFlow([]).settings, fallbackText: { en: 'Sorry', 'zh-Hant': '抱歉' } }

  it('is missed once per node and language, with how many', () => {
    const flow = aFlow([start(), menu('m', [{ en: 'A', 'zh-Hant': '甲' }, { en: 'B' }])], [], { languages, settings })
    expect(problemsOf('missing-translation', flow)).toEqual([
      {
        code: 'missing-translation',
        severity: 'warning',
        message: 'No 繁體中文 text',
        nodeId: 'm',
        path: '/text',
        language: 'zh-Hant',
        values: { language: 'zh-Hant', languageName: '繁體中文', count: 2 },
        fix: { do: 'focus', nodeId: 'm', path: '/text' },
      },
    ])
  })

  it('may stand in the base language', () => {
    expect(problemsOf('missing-translation', aFlow([say('a', { en: 'Hi', zh: '你好' })], [], { languages, settings }))).toEqual(
      [],
    )
  })

  it('is not missed where there are no words at all', () => {
    expect(problemsOf('missing-translation', aFlow([say('a', { en: '' })], [], { languages, settings }))).toEqual([])
  })

  it('is missed in the words of the flow itself', () => {
    const flow = aFlow([], [], { languages, settings: { ...settings, fallbackText: { 'zh-Hant': '抱歉' } } })
    expect(problemsOf('missing-translation', flow).map(({ path, language }) => [path, language])).toEqual([
      ['/settings/fallbackText', 'en'],
    ])
  })
})
