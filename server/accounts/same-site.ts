import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../errors.ts'
import type { AuthDeps } from './authenticate.ts'
import { sessionTokenIn } from './session-cookie.ts'

/**
 * Refuses a change that a page of another site makes a browser send. Browsers say where a request comes from, in headers that a
 * page cannot forge; one that brings our cookie and says nothing is refused too. API tokens are never sent by themselves.
 */
export function refuseOtherSites(config: AuthDeps['config'], headers: IncomingHttpHeaders): void {
  if (headers.authorization !== undefined) return
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    if (site !== 'same-origin') throw new AppError('cross-site')
    return
  }
  if (headers.origin !== undefined) {
    if (!isOurs(headers.origin, headers.host, config.publicUrl)) throw new AppError('cross-site')
    return
  }
  if (sessionTokenIn(headers.cookie, config)) throw new AppError('cross-site')
}

function isOurs(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (origin === publicUrl) return true
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}
