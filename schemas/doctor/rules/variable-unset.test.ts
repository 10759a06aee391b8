import { describe, expect, it } from 'vitest'
import { aFlow, aNode, ask, problemsOf, say, start } from '../testing.ts'

describe('a variable that is read', () => {
  const unsetIn = (...flow: Parameters<typeof aFlow>) =>
    problemsOf('variable-unset', aFlow(...flow)).map(({ nodeId, path, values }) => [nodeId, path, values?.variable])

  it('and that nothing sets can be added', () => {
    expect(problemsOf('variable-unset', aFlow([say('a', { en: '{{ ordr.id }} {{ ordr.day }}', ar: '{{ ordr }}' })]))).toEqual([
      {
        code: 'variable-unset',
        severity: 'warning',
        message: '“ordr” is not set',
        nodeId: 'a',
        path: '/text',
        values: { variable: 'ordr' },
        fix: { do: 'add-variable', name: 'ordr' },
      },
    ])
  })

  it('may be known of the contact or belong to the flow', () => {
    const text = { en: '{{ first_name }} {{ contact.fields.role }} {{ order.items[0] }}' }
    expect(unsetIn([say('a', text)], [], { variables: [{ name: 'order', type: 'text' }] })).toEqual([])
  })

  it('and is known of no contact is a typing mistake, too', () => {
    const text = { en: '{{ contact.first_name }} {{ contact.tags.size }} {{ contact.name }}', ar: '{{ contact.first_name }}' }
    expect(unsetIn([say('a', text)])).toEqual([['a', '/text', 'contact.first_name']])
    expect(unsetIn([say('a', text)], [], { variables: [{ name: 'contact', type: 'text' }] })).toEqual([])
  })

  it('may be set by a node before, or by the node itself', () => {
    const nodes = [start(), ask('q', { saveAs: 'mail', text: { en: '{{ mail }}' } }), say('a'), say('b', { en: '{{ mail }}' })]
    expect(unsetIn(nodes, ['start > q', 'q > a', 'a > b'])).toEqual([])
  })

  it('is not set by a node that only comes later', () => {
    const nodes = [start(), say('a', { en: '{{ mail }}' }), ask('q', { saveAs: 'mail' })]
    expect(unsetIn(nodes, ['start > a', 'a > q'])).toEqual([['a', '/text', 'mail']])
    expect(unsetIn(nodes, ['start > a', 'a > q', 'q > a'])).toEqual([])
  })

  it('is looked for in rules and in settings that are templates', () => {
    const nodes = [aNode('check', 'c', { variable: 'a.b' }), aNode('say', 's', { text: { en: 'Hi' }, url: '{{ b }}' })]
    expect(unsetIn(nodes)).toEqual([
      ['c', '/variable', 'a'],
      ['s', '/url', 'b'],
    ])
  })

  it('is not offered under a name no variable can have', () => {
    expect(problemsOf('variable-unset', aFlow([say('a', { en: '{{ Constructor }}' })]))[0]?.fix).toBeUndefined()
  })
})
