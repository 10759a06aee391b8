import type { NodeDescription } from '#nodes/contract.ts'
import { liveEvents } from '#schemas/api/live.ts'
import type { Shape } from '#schemas/api/shape.ts'
import { cookieName } from '../accounts/index.ts'
import type { ChannelIO } from '../channels/index.ts'
import type { Config } from '../config.ts'
import { paramShape } from '../http/input.ts'
import { paramNames, type Route } from '../http/route.ts'
import { version } from '../version.ts'
import { withSettings } from './channel-settings.ts'
import { type Hoist, hoistInto, type Json, pascal } from './components.ts'
import { examples } from './examples.ts'
import { anyProblem, problemsOfRoute } from './problem-shapes.ts'
import { visitorPaths } from './visitor.ts'

const description = `Flows, channels and conversations of a workspace.

Programs send an API token as \`Authorization: Bearer\`; \`GET /api/v1/me\` tells what it reaches. \`/chat\` is what a visitor of a web chat may ask.

What happens is pushed over socket.io (path \`/api/v1/live\`, the same credentials): emit \`join\` with \`{ workspaceId }\`, and the events of the schema
\`LiveEvents\` arrive under their names; after a reconnect emit \`catch-up\` with \`{ workspaceId, since }\`. Both are answered with true or false.`

interface Told {
  routes: readonly Route[]
  channels: ReadonlyMap<string, Pick<ChannelIO, 'settingsSchema'>>
  nodes: readonly NodeDescription[]
  config: Pick<Config, 'publicUrl'>
}

/**
 * The OpenAPI 3.1 document of a table of routes. Shapes with a name become components, told once and referred to; so do those that
 * no route names: the settings of each node type, and what is pushed.
 */
export function openApi({ routes, channels, nodes, config }: Told): Json {
  const schemas: Json = {}
  const hoistPart = hoistInto(schemas)
  const hoist: Hoist = (shape) => hoistPart(withSettings(shape, channels))
  hoist(anyProblem)
  hoist(nodeConfigs(nodes))
  hoist(liveEvents)
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `/api/v1${route.path}`
    paths[path] = { ...paths[path], [route.method]: operation(route, hoist) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Alur', version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: config.publicUrl ?? '/', description: 'This server' }],
    paths: { ...paths, ...visitorPaths(hoist, channels.get('web-chat')?.settingsSchema.schema) },
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: cookieName(config),
          description: 'A person, signed in by POST /api/v1/session',
        },
        token: { type: 'http', scheme: 'bearer', description: 'An API token of one workspace' },
        visitor: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A key that the visitor’s side makes and keeps: 32 to 64 characters of A-Z a-z 0-9 _ -. It is the visitor.',
        },
      },
    },
  }
}

/** The settings of every node type, by type: what stands in `data.config` of a flow’s node. */
const nodeConfigs = (nodes: readonly NodeDescription[]): Json => ({
  'x-component': 'NodeConfigs',
  type: 'object',
  properties: Object.fromEntries(
    nodes.map(({ type, summary, schema }) => [type, { 'x-component': `${pascal(type)}Config`, description: summary, ...schema }]),
  ),
})

function operation(route: Route, hoist: Hoist): Json {
  const { method, path, summary, body, takesFile, reply, who } = route
  const example = examples[`${method} ${path}`]
  const roles = typeof who === 'object' ? { description: `For: ${who.roles.join(', ')}.` } : {}
  const success = { description: 'Done', ...(route.file ? aFile : reply ? content(hoist(reply)) : {}) }
  return {
    operationId: operationId(route),
    summary,
    ...roles,
    tags: [tagOf(route.path)],
    parameters: [...parameters(paramShape(route.path), 'path', hoist), ...parameters(route.query, 'query', hoist)],
    ...(body ? { requestBody: { required: !route.bodyMaybe, ...content(hoist(body), example) } } : {}),
    ...(takesFile ? { requestBody: { required: true, content: filesOf(takesFile.types) } } : {}),
    responses: {
      [route.status ?? (reply || route.file ? 200 : 204)]: success,
      ...problemsOfRoute(route, hoist),
    },
    security: securityOf(route),
  }
}

function securityOf({ who, path }: Route): Json[] {
  if (who === 'anyone') return []
  const isForTokens = who === 'known' || (typeof who === 'object' && !who.people && path.includes('{w}'))
  return isForTokens ? [{ session: [] }, { token: [] }] : [{ session: [] }]
}

const filesOf = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))

const aFile: Json = { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }

const content = (schema: unknown, example?: unknown): Json => ({
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
})

function parameters(shape: Shape | undefined, where: 'path' | 'query', hoist: Hoist): Json[] {
  const required = (shape?.required ?? []) as string[]
  return Object.entries((shape?.properties ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: hoist(schema),
  }))
}

/** `get /workspaces/{w}/flows/{f}/versions/{n}` → `getWorkspacesFlowsVersionsByN`: the last parameter tells one from many. */
function operationId({ method, path }: Route): string {
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  const last = path.endsWith('}') ? `-by-${paramNames(path).at(-1)}` : ''
  return `${method}-${words.join('-')}${last}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The resource a path is about: its last word but for the verbs of a conversation or a flow. */
const tagOf = (path: string): string => {
  const [first = '', , inside] = path.slice(1).split('/')
  return first === 'workspaces' && inside ? inside : first
}
