import { beforeAll, describe, expect, it } from 'vitest'
import { channelKinds } from '#schemas/message.ts'
import { compileValidator } from '#schemas/validate.ts'
import { channelRegistry } from '#server/channels/registry.ts'
import { createEgress } from '#server/egress/egress.ts'
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
  beforeAll(async () => {
    const egress = createEgress()
    document = openApi(routes, channelRegistry(egress).values()) as Document
    await egress.close()
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

  it('names what a conversation is made of, and tells the members of each union apart', () => {
    const { schemas } = document.components
    const members = (name: string) => (schemas[name] as { oneOf: { title: string }[] }).oneOf.map(({ title }) => title)
    expect(members('Owner')).toEqual(['flow', 'queue', 'agent'])
    expect(members('TurnEvent')).toEqual(['message', 'timer', 'agent', 'echo', 'opened', 'withdrawal'])
    expect(members('AgentAction')).toEqual(['take', 'reply', 'note', 'hand-back', 'close', 'reopen', 'release', 'forget'])
    expect(members('Effect')).toEqual(['set-contact', 'tag', 'hand-off', 'turned-away'])
    expect(members('OutgoingMessage')).toEqual(['text', 'choices', 'media'])
    expect(members('IncomingContent')).toContain('order')
    expect(schemas).toMatchObject({
      IncomingMessage: { properties: { content: { $ref: '#/components/schemas/IncomingContent' } } },
      ConversationDetail: {
        properties: {
          handOff: { $ref: '#/components/schemas/HandOff' },
          state: {
            properties: {
              contact: { $ref: '#/components/schemas/ContactFacts' },
              session: { $ref: '#/components/schemas/Session' },
            },
          },
        },
      },
    })
    expect(schemas.Session).not.toHaveProperty('properties.variables')
  })

  it('holds the settings of every kind of channel, and says where they are', () => {
    const { schemas } = document.components
    expect(schemas).toMatchObject({
      WebChatSettings: { required: ['title', 'accent', 'origins', 'language'] },
      WhatsAppSettings: { properties: { phoneNumberId: { type: 'string' } } },
    })
    const named = Object.keys(schemas).filter((name) => name.endsWith('Settings'))
    expect(named).toHaveLength(channelKinds.length)
    for (const name of named)
      expect(schemas).toHaveProperty('Channel.properties.settings.description', expect.stringContaining(name))
  })

  it('is served, and so is its page, from files of this server', async () => {
    const app = await anApp()
    const served = await app.anonymous.get('/openapi.json').expect(200)
    expect(served.body).toEqual(JSON.parse(JSON.stringify(document)))
  })
})
