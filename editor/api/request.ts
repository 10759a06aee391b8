import i18next from 'i18next'
import type { ApiProblem } from '#schemas/api/errors.ts'

/** What the server refused, and why: `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: ApiProblem['error']

  constructor(status: number, problem: ApiProblem['error']) {
    super(problem.message)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
  }

  get code(): string {
    return this.problem.code
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Query = Record<string, string | number | undefined>

/** A slow line still brings a large flow: that much time is added for its size. */
const bytesPerMs = 10

/** One call of the API, `path` without `/api/v1`. Rejects with `ApiError` only, after `answerMs` at the latest. */
export async function request<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  query?: Query,
  answerMs = 20_000,
): Promise<Answer> {
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const { response, text } = await reach(address(path, query), {
    method,
    credentials: 'same-origin',
    headers: sent === undefined ? {} : { 'content-type': 'application/json' },
    body: sent,
    signal: AbortSignal.timeout(answerMs + Math.ceil((sent?.length ?? 0) / bytesPerMs)),
  })
  const answer = parsed(text)
  if (!response.ok) throw new ApiError(response.status, problemOf(response, answer))
  return answer as Answer
}

const lately = new Map<string, Promise<unknown>>()
const sharedForMs = 1_000

/**
 * A call that makes something: what is asked for twice within a second, as by a double click, is made once, and both get it. One that
 * failed may be tried again at once.
 */
export function create<Answer>(path: string, body: unknown): Promise<Answer> {
  const what = `${path} ${JSON.stringify(body)}`
  const made = (lately.get(what) as Promise<Answer> | undefined) ?? request<Answer>('POST', path, body)
  lately.set(what, made)
  const forget = () => lately.get(what) === made && lately.delete(what)
  made.then(() => setTimeout(forget, sharedForMs), forget)
  return made
}

/** A file's bytes, `path` without `/api/v1`; asked for with a body where it says what is to be in it. Rejects with `ApiError` only. */
export async function requestFile(path: string, body?: unknown): Promise<Blob> {
  const asked =
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  try {
    const response = await fetch(address(path), { credentials: 'same-origin', signal: AbortSignal.timeout(fileMs), ...asked })
    if (!response.ok) throw new ApiError(response.status, problemOf(response, parsed(await response.text())))
    return await response.blob()
  } catch (error) {
    throw error instanceof ApiError ? error : unreachable()
  }
}

/** Brings a file there. Rejects with `ApiError` only. */
export async function sendFile<Answer>(path: string, file: File, query: Query = {}): Promise<Answer> {
  const { response, text } = await reach(address(path, { ...query, name: file.name }), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': file.type },
    body: file,
    signal: AbortSignal.timeout(fileMs),
  })
  const answer = parsed(text)
  if (!response.ok) throw new ApiError(response.status, problemOf(response, answer))
  return answer as Answer
}

/** The largest file over a slow line. */
const fileMs = 5 * 60_000

/** What is wrong with one field of the request's body: `problemAt(error, 'settings/title')`. */
export function problemAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const message = error.problem.problems?.find(({ path }) => path === `/${field}` || path.startsWith(`/${field}/`))?.message
  // "is required" is written to be read after the field's name; under the field it is a sentence of its own.
  return message && message.charAt(0).toLocaleUpperCase() + message.slice(1)
}

/** An error as one sentence for the person who met it. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) {
    const first = error.problem.problems?.[0]
    return first ? `${error.message} (${first.path.split('/').at(-1)} ${first.message})` : error.message
  }
  return i18next.t('shell:error.unknown')
}

/** The whole answer: a line that hangs or breaks in the middle of it did not reach the server. */
async function reach(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init)
    return { response, text: await response.text() }
  } catch {
    throw unreachable()
  }
}

const unreachable = () => new ApiError(0, { code: 'unreachable', message: i18next.t('shell:error.unreachable') })

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemOf(response: Response, answer: unknown): ApiProblem['error'] {
  const error = (answer as Partial<ApiProblem> | undefined)?.error
  return error?.code ? error : { code: 'no-answer', message: i18next.t('shell:error.noAnswer', { status: response.status }) }
}

function address(path: string, query: Query = {}): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString()
  return `/api/v1${path}${search ? `?${search}` : ''}`
}
