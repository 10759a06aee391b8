import { describe, expect, it } from 'vitest'
import { aFlow, aNode, menu, say, start, testFacts } from './doctor/testing.ts'
import { textsOf } from './texts.ts'

describe('the texts of a flow', () => {
  it('are those of its nodes, then its own', () => {
    const settings = {
      ...aFlow([]).settings,
      fallbackText: { en: 'Sorry' },
      commands: [
        { id: 'stop', action: 'stop' as const, words: {}, reply: { en: 'Bye' } },
        { id: 'menu', action: 'restart' as const, words: {} },
      ],
    }
    const flow = aFlow([start(), menu('m', [{ en: 'Yes', ar: 'نعم' }]), aNode('quantum', 'q', { text: { en: '?' } })], [], {
      settings,
    })
    expect(textsOf(flow, testFacts.describe)).toEqual([
      { nodeId: 'm', path: '/text', label: 'Text', text: { en: 'Pick' }, required: true },
      { nodeId: 'm', path: '/options/0/label', label: 'Label', text: { en: 'Yes', ar: 'نعم' }, required: true },
      { path: '/settings/fallbackText', label: 'When something fails', text: { en: 'Sorry' }, required: false },
      { path: '/settings/commands/0/reply', label: 'Reply to “stop”', text: { en: 'Bye' }, required: false },
    ])
  })

  it('are only what is text', () => {
    const flow = aFlow([aNode('say', 'a', { text: { en: 3, ar: 'نعم' } }), aNode('say', 'b', { text: 'Hi' }), say('c')])
    expect(
      textsOf(flow, testFacts.describe)
        .map(({ text }) => text)
        .slice(0, 3),
    ).toEqual([{ ar: 'نعم' }, {}, { en: 'Hi' }])
  })
})
