import { beforeAll, describe, expect, it } from 'vitest'
import { descriptions } from '#nodes/descriptions.ts'
import { errorDetails } from '#schemas/api/errors.ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { compileValidator } from '#schemas/validate.ts'
import { channelRegistry } from '#server/channels/registry.ts'
import { createEgress } from '#server/egress/egress.ts'
import { errorTable } from '#server/errors.ts'
import { routes } from '#server/http/routes.ts'
import { examples } from '#server/openapi/examples.ts'
import { openApi } from '#server/openapi/openapi.ts'
import { anApp } from '#tests/support/an-app.ts'

type Operation = {
  operationId: string
  parameters: { name: string; in: string; required: boolean }[]
  responses: Record<string, object>
  requestBody?: { content: { 'application/json': { example?: unknown } } }
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

/** What the door answers, which is no route of the table. */
const visitors = [
  'get /chat/{channelId}/events',
  'get /chat/{channelId}/messages',
  'get /chat/{channelId}/settings',
  'post /chat/{channelId}/messages',
  'post /chat/{channelId}/opened',
  'post /chat/{channelId}/typing',
]

describe('the OpenAPI document', () => {
  let document: Document
  beforeAll(async () => {
    const egress = createEgress()
    document = openApi({ routes, channels: channelRegistry(egress), nodes: descriptions, config: {} }) as Document
    await egress.close()
  })

  it('lists every route and nothing else', () => {
    const told = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
    expect(told.sort()).toEqual([...routes.map(({ method, path }) => `${method} /api/v1${path}`), ...visitors].sort())
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
        expect(Object.keys(responses)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^20\d$/), expect.stringMatching(/^4\d\d$/), '500', '503']),
        )
  })

  it('tells which errors each operation answers, and what their details are', () => {
    const publish = document.paths['/api/v1/workspaces/{w}/flows/{f}/publish']?.post?.responses ?? {}
    expect(Object.keys(publish)).toEqual(['200', '400', '401', '403', '404', '409', '413', '415', '422', '500', '503'])
    const problems = (...names: string[]) => names.map((name) => ({ $ref: `#/components/schemas/${name}` }))
    expect(publish['409']).toHaveProperty(
      ['content', 'application/json', 'schema', 'oneOf'],
      problems('StaleOrderProblem', 'StaleRevisionProblem'),
    )
    expect(publish['422']).toHaveProperty(
      ['content', 'application/json', 'schema', 'oneOf'],
      problems('HasErrorsProblem', 'InvalidInputProblem'),
    )
    expect(document.components.schemas.StaleRevisionProblem).toMatchObject({
      properties: {
        error: {
          required: ['code', 'message', 'details'],
          properties: { code: { const: 'stale-revision' }, details: { $ref: '#/components/schemas/StaleRevision' } },
        },
      },
    })
    expect(document.components.schemas.ErrorCode).toMatchObject({ enum: Object.keys(errorTable) })
  })

  it('shows examples that its own shapes let through', () => {
    for (const [name, example] of Object.entries(examples)) {
      const body = routes.find(({ method, path }) => `${method} ${path}` === name)?.body
      expect(compileValidator(body as object)(example), name).toEqual({ ok: true, value: example })
      const [method = '', path = ''] = name.split(' ')
      expect(document.paths[`/api/v1${path}`]?.[method]?.requestBody?.content['application/json'].example).toEqual(example)
    }
  })

  it('knows the details of errors that have some', () => {
    expect(Object.keys(errorDetails).filter((code) => !Object.hasOwn(errorTable, code))).toEqual([])
  })

  it('names the cookie that browsers are given, and where the server is', () => {
    const told = (config: { publicUrl?: string }) =>
      openApi({ routes, channels: new Map(), nodes: [], config }) as Document & {
        servers: { url: string }[]
        components: { securitySchemes: { session: { name: string } } }
      }
    const of = (config: { publicUrl?: string }) => {
      const { servers, components } = told(config)
      return [servers[0]?.url, components.securitySchemes.session.name]
    }
    expect(of({})).toEqual(['/', 'alur'])
    expect(of({ publicUrl: 'https://chat.shop.example' })).toEqual(['https://chat.shop.example', '__Host-alur'])
  })

  it('describes the settings of every node type and what is pushed', () => {
    const { schemas } = document.components
    const { properties } = schemas.NodeConfigs as { properties: Record<string, unknown> }
    expect(Object.keys(properties)).toEqual(descriptions.map(({ type }) => type))
    expect(schemas.CallHttpConfig).toMatchObject({ required: ['method', 'url'], properties: { url: { type: 'string' } } })
    expect(schemas.LiveEvents).toMatchObject({
      properties: { turn: { properties: { turn: { $ref: '#/components/schemas/Turn' } } } },
    })
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
    expect(members('TurnEvent')).toEqual([
      'message',
      'timer',
      'due',
      'agent',
      'echo',
      'opened',
      'quiet',
      'withdrawal',
      'send',
      'begin',
      'signal',
      'assign',
      'delivery-failed',
    ])
    expect(members('AgentAction')).toEqual([
      'take',
      'reply',
      'note',
      'remind',
      'cancel-reminder',
      'hand-back',
      'close',
      'reopen',
      'release',
      'pass',
      'forget',
    ])
    expect(members('Effect')).toEqual([
      'set-contact',
      'tag',
      'consent',
      'hand-off',
      'prove',
      'event',
      'turned-away',
      'remind',
      'timer',
    ])
    expect(members('OutgoingMessage')).toEqual(['text', 'choices', 'media', 'template'])
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
    const { oneOf } = schemas.Channel as { oneOf: { title: string; properties: { kind: object; settings: object } }[] }
    expect(oneOf.map(({ title, properties: { kind, settings } }) => ({ title, kind, settings }))).toEqual(
      channelKinds.map((kind) => ({
        title: kind,
        kind: { const: kind },
        settings: {
          $ref: `#/components/schemas/${channelNames[kind].replace(' chat', 'Chat').replace('E-m', 'Em')}SettingsShown`,
        },
      })),
    )
    const shown = schemas.WhatsAppSettingsShown as { required: string[]; properties: object }
    expect(shown.required).toEqual(['phoneNumberId'])
    expect(Object.keys(shown.properties).sort()).toEqual(
      ['apiBaseUrl', 'apiVersion', 'hasAccessToken', 'hasAppSecret', 'phoneNumberId', 'verifyToken'].sort(),
    )
  })

  it('is served, and so is its page, from files of this server', async () => {
    const app = await anApp()
    const served = await app.anonymous.get('/openapi.json').expect(200)
    expect(served.body).toEqual(JSON.parse(JSON.stringify(document)))
  })
})
