import { describe, expect, it } from 'vitest'
import type { FlowSettings } from '../../flow.ts'
import { aFlow, menu, problemsOf } from '../testing.ts'

describe('a command word', () => {
  const settings: FlowSettings = {
    ...aFlow([]).settings,
    commands: [
      { id: 'menu', action: 'restart', words: { en: ['Menu', 'menu'], ar: ['menu'] } },
      { id: 'agent', action: 'hand-off', words: { en: ['agent', ' ＭＥＮＵ'] } },
    ],
  }

  it('belongs to one command', () => {
    expect(problemsOf('command-clash', aFlow([], [], { settings }))).toEqual([
      {
        code: 'command-clash',
        severity: 'error',
        message: '“ ＭＥＮＵ” used twice',
        values: { word: ' ＭＥＮＵ', command: 'agent', other: 'menu' },
      },
    ])
  })

  it('hides an option of that name', () => {
    expect(problemsOf('command-hides-option', aFlow([menu('m', [{ en: 'Track' }, { en: 'Agent' }])], [], { settings }))).toEqual([
      {
        code: 'command-hides-option',
        severity: 'warning',
        message: '“Agent” is a command',
        nodeId: 'm',
        path: '/options/1/label',
        language: 'en',
        values: { word: 'Agent', command: 'agent' },
      },
    ])
  })
})
