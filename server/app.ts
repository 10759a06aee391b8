import compression from 'compression'
import express, { type Express } from 'express'
import { pinoHttp } from 'pino-http'
import { descriptions } from '#nodes/descriptions.ts'
import type { Deps } from './deps.ts'
import { AppError } from './errors.ts'
import { api } from './http/api.ts'
import { chatPages } from './http/chat-pages.ts'
import { docsPage } from './http/docs-page.ts'
import { editorPages } from './http/editor-pages.ts'
import { health } from './http/health.ts'
import { ownFiles } from './http/own-files.ts'
import { problems } from './http/problems.ts'
import { routes } from './http/routes.ts'
import { securityHeaders } from './http/security-headers.ts'
import { openApi } from './openapi/openapi.ts'

/** The API and the pages, not listening yet. Webhooks and web-chat messages never come here: see `door.ts`. */
export function createApp(deps: Deps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', deps.senders.trusts)
  app.use(securityHeaders(deps.config))
  // What the build has packed already goes as it is. Event streams and sockets never come here.
  app.use(compression())
  app.use(health(deps))
  app.use('/api', pinoHttp({ logger: deps.log, serializers }))
  // Drawn for who asks: it would be a tenth of a start.
  let description: object | undefined
  app.get('/api/v1/openapi.json', (_req, res) => {
    description ??= openApi({ routes, channels: deps.channels, nodes: descriptions, config: deps.config })
    res.json(description)
  })
  app.use('/api/v1', api(deps, routes))
  app.use('/api', docsPage(), () => {
    throw new AppError('not-found')
  })
  app.use(chatPages(deps))
  app.use(ownFiles(deps))
  app.use(editorPages(deps.editorFolder))
  app.use(() => {
    throw new AppError('not-found')
  })
  app.use(problems(deps.log))
  return app
}

const longestPath = 200

/** A request's line in the log: no headers, so no cookies and no tokens; no query, so nothing that was looked for. */
const serializers = {
  req: ({ method, url }: { method: string; url: string }) => ({ method, url: url.split('?')[0]?.slice(0, longestPath) }),
  res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
}
