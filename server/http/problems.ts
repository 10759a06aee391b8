import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { AppError, type ErrorCode, invalidInput } from '../errors.ts'
import { BadPageKey, MadeLater, StoreUnavailable } from '../store/contract.ts'
import { tooDeep } from './input.ts'

/** Every error leaves through here, in one shape. What we do not know is logged whole and told to nobody. */
export function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const known = knownError(error)
    if (error instanceof MadeLater)
      log.error({ err: error, method: req.method, path: req.path }, 'a request met what a later release saved')
    if (!known) log.error({ err: error, method: req.method, path: req.path }, 'a request failed')
    if (res.headersSent) return next(error)
    const problem = known ?? new AppError('internal')
    const wait = problem.details?.retryAfterSeconds
    if (typeof wait === 'number') res.setHeader('Retry-After', wait)
    // The rest of the body is not read: nothing that follows it on this connection could be understood.
    if (problem.code === 'too-large') res.setHeader('Connection', 'close')
    res.status(problem.status).json(problem.toProblem())
  }
}

/** The names body-parser gives to what is wrong with a body. */
const bodyErrors: Record<string, ErrorCode> = {
  'entity.parse.failed': 'bad-json',
  'entity.too.large': 'too-large',
  [tooDeep]: 'too-deep',
  'encoding.unsupported': 'not-json',
  'charset.unsupported': 'not-json',
}

function knownError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (error instanceof StoreUnavailable) return new AppError('unavailable')
  if (error instanceof MadeLater) return new AppError('later-release')
  if (error instanceof BadPageKey) return invalidInput({ path: '/query/after', message: 'is not the key of a page of this list' })
  if (!(error instanceof Error)) return undefined
  const { type, status } = error as { type?: unknown; status?: unknown }
  if (typeof type === 'string' && bodyErrors[type]) return new AppError(bodyErrors[type])
  if (status === 404) return new AppError('not-found')
  return typeof status === 'number' && status >= 400 && status < 500 ? new AppError('bad-request') : undefined
}
