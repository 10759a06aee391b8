import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptionOf, descriptions } from '#nodes/descriptions.ts'
import { flowSchema, newFlow } from '#schemas/flow.ts'
import { compileValidator, type SchemaProblem } from '#schemas/validate.ts'
import { checkSchema } from './check-schema.ts'

describe('the schema check of the browser', () => {
  it.each(descriptions.map((description) => [description.type, description] as const))(
    'agrees with the server about any settings of %s',
    (_type, { schema, defaults }) => {
      const onServer = compileValidator(schema)
      const part = fc.constantFrom(...Object.keys((schema.properties ?? {}) as object), 'unknown')
      const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(defaults), undefined))
      fc.assert(
        fc.property(fc.dictionary(part, value, { maxKeys: 3 }), (changes) => {
          const config = JSON.parse(JSON.stringify({ ...defaults, ...changes }))
          expect(checkSchema(schema, config).length === 0).toBe(onServer(config).ok)
        }),
        { numRuns: 150 },
      )
    },
  )

  it.each([
    ['start', { trigger: 'keyword' }],
    ['start', { trigger: 'never', channels: ['fax'], color: 'red' }],
    ['start', { trigger: 'keyword', keywords: { 'a b': ['hi'], en: [''] } }],
    ['wait', { for: 'date', date: '', time: '25:00', seconds: 0.5 }],
    ['call-http', { method: 'GET', url: 'https://', headers: [{ name: 'a b', 'x/%#': 1 }], mapping: {}, timeoutSeconds: 99 }],
    ['condition', { branches: [] }],
  ])('says in the server’s words what is wrong with the %s %j', (type, config) => {
    const schema = descriptionOf(type)?.schema ?? {}
    const onServer = compileValidator(schema)(config)
    expect(inOrder(checkSchema(schema, config))).toEqual(onServer.ok ? [] : inOrder(onServer.problems))
  })

  it('names the place of a mistake', () => {
    const flow = {
      ...newFlow('A'),
      languages: { default: 'en', offered: [] },
      nodes: [{ id: 'x', type: 'menu', position: { x: 0 }, data: { config: {} } }],
    }
    expect(checkSchema(flowSchema, flow).map(({ path }) => path)).toEqual(['/languages/offered', '/nodes/0/position/y'])
  })
})

const inOrder = (problems: SchemaProblem[]): string[] => problems.map(({ path, message }) => `${path} ${message}`).sort()
