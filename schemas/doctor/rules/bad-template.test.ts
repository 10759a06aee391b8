import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf, say } from '../testing.ts'

describe('a placeholder', () => {
  it('that cannot be read is an error with its reason', () => {
    expect(problemsOf('bad-template', aFlow([say('a', { en: 'Hi {{ name', 'zh-Hant': '{{ ! }}' })]))).toEqual([
      {
        code: 'bad-template',
        severity: 'error',
        message: 'A placeholder is broken',
        nodeId: 'a',
        path: '/text/zh-Hant',
        language: 'zh-Hant',
        values: { reason: 'unexpected !' },
        fix: { do: 'focus', nodeId: 'a', path: '/text/zh-Hant' },
      },
    ])
  })

  it('is checked in settings that are templates', () => {
    const flow = aFlow([aNode('say', 'a', { text: { en: 'Look!' }, url: 'https://shop.example/{{ ! }}' })])
    expect(problemsOf('bad-template', flow).map(({ path, language }) => [path, language])).toEqual([['/url', undefined]])
  })
})
