import type { HttpRequest, HttpResponse, PlacedSecret } from '#nodes/contract.ts'
import { withJsonFields, withQuery } from '#nodes/request-parts.ts'
import { cargoOf, type OpenSecret } from './cargo.ts'
import type { Egress } from './egress.ts'
import { EgressError } from './error.ts'

/** Opens the secrets of a request by their names; throws `EgressError` for one that is not there. */
export type OpenSecrets = (names: string[]) => Promise<Map<string, OpenSecret>>

/**
 * Puts the secrets that a request names into it and sends it, to the hosts they are bound to and to no other, redirects included. What
 * comes back holds none of them.
 */
export async function carrySecrets(egress: Egress, request: HttpRequest, open: OpenSecrets): Promise<HttpResponse> {
  const { secrets = [], ...rest } = request
  if (secrets.length === 0) return egress.request(rest)
  const opened = await open([...new Set(secrets.map(({ secret }) => secret))])
  const cargo = cargoOf([...opened.values()])
  const { status, headers, body } = await egress.request(filled(rest, secrets, opened), cargo)
  const told = Object.entries(headers).map(([name, value]) => [name, cargo.takenOutOf(value)])
  return { status, headers: Object.fromEntries(told), body: cargo.takenOutOf(body) }
}

function filled(request: HttpRequest, secrets: PlacedSecret[], opened: Map<string, OpenSecret>): HttpRequest {
  const those = (where: PlacedSecret['in']) =>
    secrets
      .filter((one) => one.in === where)
      .map(({ name, secret, before = '' }) => ({ name, value: before + (opened.get(secret) as OpenSecret).value }))
  const headers = Object.fromEntries(those('header').map(({ name, value }) => [name.toLowerCase(), value]))
  const inBody = those('body')
  const body = inBody.length > 0 ? withJsonFields(request.body ?? '', inBody) : request.body
  if (inBody.length > 0 && body === undefined) throw new EgressError('secret-body')
  const json: Record<string, string> = inBody.length > 0 ? { 'content-type': 'application/json' } : {}
  return {
    ...request,
    url: withQuery(request.url, those('query')),
    headers: { ...json, ...request.headers, ...headers },
    ...(body === undefined ? {} : { body }),
  }
}
