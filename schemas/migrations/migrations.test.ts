import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateFlowDocument } from '../validate.ts'
import { migrateFlow } from './index.ts'

/** A flow as it was saved before there were schema versions. */
const oldFlow = {
  name: 'Shop',
  langs: ['zh-Hant', 'en'],
  variables: ['email', { name: 'age', type: 'number' }],
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: { trigger: 'any-message' } },
    {
      id: 'menu',
      type: 'menu',
      position: { x: 280, y: 40 },
      data: {
        name: 'Main menu',
        text: '你好',
        options: [{ id: 'track', label: '查詢', words: ['parcel'] }],
        noAnswerSeconds: 600,
      },
    },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'menu' },
    { id: 'x', source: 'menu', sourceHandle: 'track', target: 'end' },
  ],
  settings: { fallbackText: '抱歉' },
}

describe('a flow saved before schema versions', () => {
  it('is lifted to the first shape', () => {
    expect(migrateFlow(oldFlow)).toEqual({
      ok: true,
      value: {
        schemaVersion: 1,
        name: 'Shop',
        languages: { default: 'zh-Hant', offered: ['zh-Hant', 'en'] },
        variables: [
          { name: 'email', type: 'text' },
          { name: 'age', type: 'number' },
        ],
        nodes: [
          { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: { config: { trigger: 'any-message' } } },
          {
            id: 'menu',
            type: 'menu',
            position: { x: 280, y: 40 },
            data: {
              name: 'Main menu',
              config: {
                text: { 'zh-Hant': '你好' },
                options: [{ id: 'track', label: { 'zh-Hant': '查詢' }, words: ['parcel'] }],
                noAnswerSeconds: 600,
              },
            },
          },
          { id: 'end', type: 'end', position: { x: 0, y: 0 }, data: { config: {} } },
        ],
        edges: [
          { id: 'e1', source: 'start', sourceHandle: 'next', target: 'menu' },
          { id: 'x', source: 'menu', sourceHandle: 'track', target: 'end' },
        ],
        notes: [],
        settings: {
          answerWindowSeconds: 86_400,
          reentry: { mode: 'always' },
          commands: [],
          fallbackText: { 'zh-Hant': '抱歉' },
        },
      },
    })
  })

  it('is then valid, and left as it was saved', () => {
    const before = structuredClone(oldFlow)
    expect(validateFlowDocument(oldFlow).ok).toBe(true)
    expect(oldFlow).toEqual(before)
  })
})

describe('any document', () => {
  it('of the newest shape is left alone', () => {
    const flow = { schemaVersion: 1, name: 'x' }
    expect(migrateFlow(flow)).toEqual({ ok: true, value: flow })
  })

  it.each(['1', -1, 0.5, true])('whose schemaVersion is %j is left for the schema to refuse', (schemaVersion) => {
    expect(migrateFlow({ schemaVersion })).toEqual({ ok: true, value: { schemaVersion } })
  })

  it('is lifted or refused, never thrown at', () => {
    const any = fc.jsonValue()
    const almost = fc.record(
      { langs: any, variables: any, nodes: fc.array(any), edges: fc.array(any), settings: any },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(any, almost), (saved) => {
        expect(migrateFlow(saved)).toHaveProperty('ok')
      }),
      { numRuns: 500 },
    )
  })
})
