import type { Shape } from '#schemas/api/shape.ts'
import type { Role } from '#schemas/roles.ts'
import type { Scope } from '#schemas/scope.ts'
import type { Caller } from '../accounts/index.ts'
import type { OpenFile } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import type { ErrorCode } from '../errors.ts'

/**
 * One endpoint, as a value. Routing, validation, authorisation, the OpenAPI document and the access matrix of the tests are
 * all read from it, so none of them can forget one.
 */
export interface Route {
  method: Method
  /** Below `/api/v1`. `{n}` is a whole number, every other parameter an id; `{w}` is the workspace. */
  path: string
  who: Who
  summary: string
  query?: Shape
  body?: Shape
  /** Whoever sends none means the empty one. */
  bodyMaybe?: true
  /** The body is a file, of one of these media types and at most so many bytes: `FileGiven`. */
  takesFile?: { types: readonly string[]; mostBytes: number }
  /** Bytes the body may have; 100 KiB unless said otherwise. */
  bodyLimit?: number
  /** Absent: the answer is 204 without a body. */
  reply?: Shape
  /** It answers with a file instead. */
  file?: true
  /** 200, or 204 without a reply, unless said otherwise. */
  status?: number
  /** What it may refuse with beside what its declaration brings with it: see `codesOf`. */
  errors?: readonly ErrorCode[]
  handle(context: AnyContext): Promise<unknown>
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/**
 * anyone: no sign-in · known: a person or an API token · signed-in: a person, not an API token · roles: a member of workspace `{w}` with one of them; on a
 * path without a workspace, whoever has one of them anywhere · people: of these, no API token.
 */
export type Who = 'anyone' | 'known' | 'signed-in' | { roles: readonly Role[]; people?: true }

/** What every handler is given. */
export interface Context<P = unknown, Q = unknown, B = unknown> {
  params: P
  query: Q
  body: B
  deps: Deps
  /** The instant of this request. */
  now: string
  /** The client's address, as far as trusted proxies tell it. */
  ip: string
  /** The `Host` it was called under. */
  host: string | undefined
  /** What the browser's session cookie becomes with this answer; null ends it. */
  setSession(token: string | null): void
}

interface SignedIn {
  caller: Caller
}
export interface InWorkspace extends SignedIn {
  role: Role
  workspaceId: string
  /** Which chats they see. */
  scope: Scope
}
type AnyContext = Context & InWorkspace

type ContextFor<W, Path, Q, B> = Context<ParamsOf<Path>, Q, B> &
  (W extends { roles: readonly Role[] } ? InWorkspace : W extends 'anyone' ? unknown : SignedIn)

/** `/flows/{f}/versions/{n}` → `{ f: string; n: number }` */
type ParamsOf<Path> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: K extends 'n' ? number : string } & ParamsOf<Rest>
  : unknown

type RouteSpec<W extends Who, Path extends string, Q, B, R> = Omit<
  Route,
  'path' | 'who' | 'query' | 'body' | 'reply' | 'file' | 'handle'
> & {
  path: Path
  who: W
  query?: Shape<Q>
  body?: Shape<B>
  reply?: Shape<R>
  handle(context: ContextFor<W, Path, NoInfer<Q>, NoInfer<B>>): Promise<NoInfer<R>>
}

/** Types a route's handler by its `who`, path and shapes, and forgets the types for the table. */
export const route = <const W extends Who, const Path extends string, Q = unknown, B = unknown, R = void>(
  spec: RouteSpec<W, Path, Q, B, R>,
): Route => spec as unknown as Route

/** Types a route that answers with a file. */
export const fileRoute = <const W extends Who, const Path extends string, B = unknown>(
  spec: Omit<RouteSpec<W, Path, unknown, B, OpenFile>, 'reply' | 'query'>,
): Route => ({ ...spec, file: true }) as unknown as Route

/** The parameters' names in a path, in order. */
export const paramNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)

export const isInWorkspace = (route: Pick<Route, 'path'>): boolean => route.path.startsWith('/workspaces/{w}')
