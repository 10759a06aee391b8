import { beforeAll, describe, expect, it } from 'vitest'
import { compileValidator } from '#schemas/validate.ts'
import { routes } from '#server/http/routes.ts'
import { openApi } from '#server/openapi.ts'
import { anApp } from '#tests/support/an-app.ts'

type Operation = { operationId: string; parameters: { name: string; in: string; required: boolean }[]; responses: object }
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

describe('the OpenAPI document', () => {
  let document: Document
  beforeAll(() => {
    document = openApi(routes) as Document
  })

  it('lists every route and nothing else', () => {
    const told = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
    expect(told.sort()).toEqual(routes.map(({ method, path }) => `${method} /api/v1${path}`).sort())
  })

  it('names every operation once and every parameter of its path', () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).map((operation) => ({ path, ...operation })),
    )
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { path, parameters } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      expect(inPath.every(({ required }) => required)).toBe(true)
    }
  })

  it('says what every operation answers, problems too', () => {
    for (const item of Object.values(document.paths))
      for (const { responses } of Object.values(item))
        expect(Object.keys(responses)).toEqual([expect.stringMatching(/^20\d$/), 'default'])
  })

  it('refers only to schemas it holds, and each of them is a JSON Schema', () => {
    const { schemas } = document.components
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
    expect(references.filter((name) => !Object.hasOwn(schemas, name as string))).toEqual([])
    // Ajv looks for referred schemas under $defs.
    const $defs = JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'))
    const schemaNamed = (name: string) => ({ $ref: `#/$defs/${name}`, $defs })
    for (const name of Object.keys(schemas)) expect(() => compileValidator(schemaNamed(name))({})).not.toThrow()
  })

  it('is served, and so is its page, from files of this server', async () => {
    const app = await anApp()
    const served = await app.anonymous.get('/openapi.json').expect(200)
    expect(served.body).toEqual(JSON.parse(JSON.stringify(document)))
  })
})
