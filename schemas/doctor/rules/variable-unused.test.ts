import { describe, expect, it } from 'vitest'
import { aFlow, ask, problemsOf, say } from '../testing.ts'

describe('a variable of the flow', () => {
  const variables = [{ name: 'mail', type: 'text' as const }]

  it('that nothing sets or reads is said to be so', () => {
    expect(problemsOf('variable-unused', aFlow([say('a')], [], { variables }))).toEqual([
      { code: 'variable-unused', severity: 'warning', message: '“mail” is not used', values: { variable: 'mail' } },
    ])
  })

  it.each([[say('a', { en: '{{ mail }}' })], [ask('q', { saveAs: 'mail' })]])('is in use when it is read or set', (node) => {
    expect(problemsOf('variable-unused', aFlow([node], [], { variables }))).toEqual([])
  })
})
