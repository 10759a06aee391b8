import { describe, expect, it } from 'vitest'
import type { FlowNode } from '../../flow.ts'
import { aFlow, problemsOf, say } from '../testing.ts'

describe('a node marked outdated in a language', () => {
  const languages = { default: 'en', offered: ['en', 'zh-Hant'] }
  const marked = (node: FlowNode, ...outdated: string[]): FlowNode => ({ ...node, data: { ...node.data, outdated } })

  it('is told of once, at its first text in that language', () => {
    const flow = aFlow([marked(say('a', { en: 'Hi', 'zh-Hant': '你好' }), 'zh-Hant')], [], { languages })
    expect(problemsOf('outdated-translation', flow)).toEqual([
      {
        code: 'outdated-translation',
        severity: 'warning',
        message: '繁體中文 is outdated',
        nodeId: 'a',
        path: '/text',
        language: 'zh-Hant',
        values: { language: 'zh-Hant', languageName: '繁體中文' },
        fix: { do: 'focus', nodeId: 'a', path: '/text' },
      },
    ])
  })

  it('is not told of where the language has no text, is the main one or is not offered', () => {
    const nodes = [marked(say('a', { en: 'Hi' }), 'zh-Hant'), marked(say('b', { en: 'Hi', fr: 'Salut' }), 'en', 'fr')]
    expect(problemsOf('outdated-translation', aFlow(nodes, [], { languages }))).toEqual([])
  })
})
