import { type Request, type Response, Router } from 'express'
import { Histogram, type Registry } from 'prom-client'
import { fitted } from '#schemas/validate.ts'
import { authenticate, authorise, refuseOtherSites, sessionCookie } from '../accounts/index.ts'
import type { OpenFile } from '../chats/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { codesOf } from './codes.ts'
import { inputOf } from './input.ts'
import { isInWorkspace, type Route } from './route.ts'
import { sendFile } from './send-file.ts'

/** The table of routes as an Express router. */
export function api(deps: Deps, routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true })
  const seconds = requestSeconds(deps.metrics)
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    next()
  })
  for (const route of routes) {
    const answer = answerTo(deps, route)
    router[route.method](route.path.replace(/\{(\w+)\}/g, ':$1'), async (req, res) => {
      const stop = seconds.startTimer({ method: route.method.toUpperCase(), path: route.path })
      res.once('close', () => stop({ status: res.statusCode }))
      await answer(req, res)
    })
  }
  return router
}

/** One request, in this order: from our own pages? who? well-formed? allowed? what? And only then the handler. */
function answerTo(deps: Deps, route: Route): (req: Request, res: Response) => Promise<void> {
  const input = inputOf(route)
  const checkReply = replyCheck(deps, route)
  const checkError = errorCheck(deps, route)
  return async (req, res) => {
    if (route.method !== 'get') refuseOtherSites(deps.config, req.headers)
    const setSession = (token: string | null) => res.setHeader('Set-Cookie', sessionCookie(token, deps.config))
    const signedIn = route.who === 'anyone' ? null : await authenticate(deps, req.headers)
    if (route.who !== 'anyone' && !signedIn) throw new AppError('signed-out')
    if (signedIn?.renew) setSession(await signedIn.renew())
    const params = input.params(req) as { w?: string }
    const workspaceId = isInWorkspace(route) ? params.w : undefined
    const access = await authorise(deps, signedIn?.caller ?? null, { who: route.who, ...(workspaceId ? { workspaceId } : {}) })
    const context = {
      ...(await input.rest(req, res)),
      ...access,
      caller: signedIn?.caller,
      deps,
      now: instantNow(deps),
      ip: deps.senders.address(req),
      host: req.headers.host,
      setSession,
    }
    const reply = await route.handle(context as Parameters<Route['handle']>[0]).catch(checkError)
    if (route.file) return sendFile(res, reply as OpenFile)
    checkReply(reply)
    if (route.reply) res.status(route.status ?? 200).json(reply)
    else res.status(route.status ?? 204).end()
  }
}

/** Where not every reply is checked, one in this many of each route is, beginning with the first. */
const repliesPerCheck = 100

/**
 * A reply that is not what the documentation says is our mistake. Tests and development find it before a caller does; in production
 * it is logged, and answered all the same.
 */
function replyCheck(deps: Deps, route: Route): (reply: unknown) => void {
  if (!route.reply) return () => undefined
  const { method, path } = route
  const shape = route.reply
  const refuse = (reply: unknown): void => {
    // Names that reach a prototype are no danger on the way out: an option may be called "constructor".
    const checked = fitted(shape, JSON.parse(JSON.stringify(reply)))
    if (checked.ok) return
    const wrong = checked.problems.map((problem) => `${problem.path} ${problem.message}`).join(', ')
    throw new Error(`the reply of ${method} ${path} is not as declared: ${wrong}`)
  }
  if (deps.config.checkReplies) return refuse
  let replies = 0
  return (reply) => {
    if (replies++ % repliesPerCheck !== 0) return
    try {
      refuse(reply)
    } catch (error) {
      deps.log.error({ err: error, method, path }, 'a reply is not as declared')
    }
  }
}

/** An error that the documentation does not tell of is our mistake too: tests and development find it. */
function errorCheck(deps: Deps, route: Route): (error: unknown) => never {
  const codes = new Set(codesOf(route))
  return (error) => {
    if (deps.config.checkReplies && error instanceof AppError && !codes.has(error.code))
      throw new Error(`${route.method} ${route.path} answers ${error.code}, which is not among its errors`)
    throw error
  }
}

const requestSeconds = (metrics: Registry) =>
  new Histogram({
    name: 'alur_api_request_seconds',
    help: 'How long the API took to answer',
    labelNames: ['method', 'path', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  })
