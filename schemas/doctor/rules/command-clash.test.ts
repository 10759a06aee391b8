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

  it('hides an option that differs in signs only, and none that differs in marks', () => {
    const vietnamese: FlowSettings = { ...settings, commands: [{ id: 'stop', action: 'stop', words: { vi: ['dừng'] } }] }
    const flow = aFlow([menu('m', [{ vi: 'Đúng' }, { vi: 'Dừng!' }])], [], { settings: vietnamese })
    expect(problemsOf('command-hides-option', flow).map(({ path }) => path)).toEqual(['/options/1/label'])
  })

  it('is no word that people say all the time', () => {
    const common: FlowSettings = {
      ...settings,
      commands: [
        { id: 'menu', action: 'restart', words: { en: ['OK', 'menu'], vi: ['đúng'] } },
        { id: 'stop', action: 'stop', words: { en: ['stop'], vi: ['dừng'], 'zh-Hant': ['不要'] } },
      ],
    }
    expect(problemsOf('command-common-word', aFlow([], [], { settings: common }))).toEqual(
      [
        ['OK', 'menu'],
        ['đúng', 'menu'],
        ['不要', 'stop'],
      ].map(([word, command]) => ({
        code: 'command-common-word',
        severity: 'warning',
        message: `“${word}” is an everyday word`,
        values: { word, command },
      })),
    )
  })
})
