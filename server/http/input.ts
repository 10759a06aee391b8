import express, { type Request, type Response } from 'express'
import { id, type Shape, whole } from '#schemas/api/shape.ts'
import { cleanName } from '#schemas/clean-name.ts'
import { nestsTooDeep } from '#schemas/json-depth.ts'
import { compileValidator, type SchemaProblem, type Validated } from '#schemas/validate.ts'
import { AppError, invalidInput } from '../errors.ts'
import { paramNames, type Route } from './route.ts'

export interface Input {
  params: unknown
  query: unknown
  body: unknown
}

const usualBodyLimit = 100 * 1024
/** body-parser passes on what its `verify` throws under this name, with a status of its own. */
export const tooDeep = 'too-deep'

/** Reads what a route declares, each part checked, unknown keys refused. Parameters first: the access check needs them. */
export function inputOf(route: Route): { params(req: Request): unknown; rest(req: Request, res: Response): Promise<Input> } {
  const checkParams = compileValidator(paramShape(route.path))
  const checkQuery = compileValidator(route.query ?? { type: 'object', additionalProperties: false })
  const checkBody = route.body && compileValidator(route.body)
  const limit = route.bodyLimit ?? usualBodyLimit
  const parse = express.json({
    limit,
    strict: false,
    type: () => true,
    verify: (_req, _res, body) => {
      if (nestsTooDeep(body.toString())) throw Object.assign(new Error('nested too deeply'), { type: tooDeep })
    },
  })
  const params = (req: Request): unknown => accept(checkParams(numbersIn(req.params, paramShape(route.path))), '/params')
  return {
    params,
    rest: async (req, res) => {
      const query = accept(checkQuery(numbersIn(req.query, route.query)), '/query')
      if (route.takesFile) return { params: params(req), query, body: fileIn(req, route.takesFile) }
      if (!checkBody) return { params: params(req), query, body: undefined }
      if (route.bodyMaybe && sendsNothing(req)) return { params: params(req), query, body: {} }
      if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')) throw new AppError('not-json')
      // body-parser reads what is too large to its end before it says so.
      if (Number(req.headers['content-length'] ?? 0) > limit) throw new AppError('too-large')
      await new Promise<void>((done, fail) => parse(req, res, (error?: unknown) => (error ? fail(error) : done())))
      return { params: params(req), query, body: withCleanNames(route.body, accept(checkBody(req.body ?? null), '')) }
    },
  }
}

/** The file that a body is, as it comes. */
function fileIn(req: Request, { types, mostBytes }: NonNullable<Route['takesFile']>): unknown {
  const type = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!types.includes(type)) throw new AppError('no-such-type')
  const length = req.headers['content-length']
  if (Number(length ?? 0) > mostBytes) throw new AppError('too-large', { mostBytes })
  return {
    type,
    contentType: req.headers['content-type'] ?? '',
    ...(length === undefined ? {} : { size: Number(length) }),
    body: req,
  }
}

const sendsNothing = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0

/** `{n}` is a whole number; every other parameter is an id. */
export const paramShape = (path: string): Shape => ({
  type: 'object',
  properties: Object.fromEntries(paramNames(path).map((name) => [name, name === 'n' ? whole(1, 1_000_000_000) : id])),
})

function accept(checked: Validated<unknown>, where: string): unknown {
  if (checked.ok) return checked.value
  throw new AppError('invalid-input', undefined, checked.problems.map(at(where)))
}

/** A body whose names can be shown anywhere: those its shape says are names. One of which nothing can be seen is none. */
function withCleanNames(shape: Shape | undefined, body: unknown): unknown {
  const properties = Object.entries((shape?.properties ?? {}) as Record<string, Record<string, unknown>>)
  const given = body as Record<string, unknown>
  const names = properties.filter(([name, part]) => part['x-name'] === true && typeof given[name] === 'string')
  const clean = names.map(([name]) => [name, cleanName(given[name] as string)] as const)
  const empty = clean.filter(([, text]) => text === '')
  if (empty.length > 0) throw invalidInput(...empty.map(([name]) => ({ path: `/${name}`, message: 'must not be empty' })))
  return names.length > 0 ? { ...given, ...Object.fromEntries(clean) } : body
}

const at =
  (where: string) =>
  ({ path, message }: SchemaProblem): SchemaProblem => ({ path: `${where}${path}`, message })

/** Addresses hold texts only: digits become a number where the shape asks for one, and an empty value counts as none. */
function numbersIn(values: object, shape: Shape | undefined): Record<string, unknown> {
  const properties = (shape?.properties ?? {}) as Record<string, { type?: string }>
  const given = Object.entries(values).filter(([, value]) => value !== '')
  return Object.fromEntries(
    given.map(([name, value]) => {
      const wantsNumber = Object.hasOwn(properties, name) && properties[name]?.type === 'integer'
      return [name, wantsNumber && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value]
    }),
  )
}
