import type { ApiProblem } from '#schemas/api/contract.ts'
import { staleRevision } from '#schemas/api/flows.ts'
import { anyObject, listOf, maybe, named, object, type Shape, text } from '#schemas/api/shape.ts'
import type { ChannelIO } from './channels/contract.ts'
import type { InputProblem } from './errors.ts'
import { paramShape } from './http/input.ts'
import { paramNames, type Route } from './http/route.ts'
import { version } from './version.ts'

type Json = Record<string, unknown>

const problem = named(
  'Problem',
  object<ApiProblem>({
    error: object<ApiProblem['error']>({
      code: text(60),
      message: text(300),
      problems: maybe(listOf(object<InputProblem>({ path: text(1000, 0), message: text(1000) }))),
      details: maybe(anyObject),
    }),
  }),
)

/**
 * The OpenAPI 3.1 document of a table of routes. Shapes with a name become components, told once and referred to; so do those that
 * no route names: the details of a problem, and the settings of each channel.
 */
export function openApi(routes: readonly Route[], channels: Iterable<Pick<ChannelIO, 'settingsSchema'>>): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  const hoist = hoistInto(schemas)
  hoist(staleRevision)
  for (const { settingsSchema } of channels) hoist(settingsSchema.schema)
  for (const route of routes) {
    const path = `/api/v1${route.path}`
    paths[path] = { ...paths[path], [route.method]: operation(route, hoist) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Alur',
      version,
      description: 'Flows, channels and conversations of a workspace.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'alur', description: 'A person, signed in by POST /api/v1/session' },
        token: { type: 'http', scheme: 'bearer', description: 'An API token of one workspace' },
      },
    },
  }
}

function operation(route: Route, hoist: (shape: unknown) => unknown): Json {
  const { summary, body, reply, who } = route
  const roles = typeof who === 'object' ? { description: `For: ${who.roles.join(', ')}.` } : {}
  const success = { description: 'Done', ...(route.file ? aFile : reply ? content(hoist(reply)) : {}) }
  return {
    operationId: operationId(route),
    summary,
    ...roles,
    tags: [tagOf(route.path)],
    parameters: [...parameters(paramShape(route.path), 'path', hoist), ...parameters(route.query, 'query', hoist)],
    ...(body ? { requestBody: { required: true, ...content(hoist(body)) } } : {}),
    responses: {
      [route.status ?? (reply || route.file ? 200 : 204)]: success,
      default: { description: 'A problem; see docs/errors.md', ...content(hoist(problem)) },
    },
    security:
      who === 'anyone'
        ? []
        : typeof who === 'object' && !who.people && route.path.includes('{w}')
          ? [{ session: [] }, { token: [] }]
          : [{ session: [] }],
  }
}

const aFile: Json = { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
const content = (schema: unknown): Json => ({ content: { 'application/json': { schema } } })

function parameters(shape: Shape | undefined, where: 'path' | 'query', hoist: (shape: unknown) => unknown): Json[] {
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

/** Copies a shape; every named part goes to `schemas` and leaves a reference. */
function hoistInto(schemas: Json): (shape: unknown) => unknown {
  const hoist = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(hoist)
    if (typeof part !== 'object' || part === null) return part
    const { 'x-component': name, ...rest } = part as Json
    const copy = (): Json => Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, hoist(value)]))
    if (typeof name !== 'string') return copy()
    if (!Object.hasOwn(schemas, name)) {
      schemas[name] = {}
      schemas[name] = copy()
    }
    return { $ref: `#/components/schemas/${name}` }
  }
  return hoist
}
