import type { VariableValue } from '#schemas/conversation.ts'
import { go, type HttpRequest, type HttpResponse, handle, type Outcome, type Visit } from '../contract.ts'
import { withJsonFields, withQuery } from '../request-parts.ts'
import { requestLine } from './request-line.ts'
import type { CallHttpConfig } from './schema.ts'
import { secretsOf, textsOf } from './values.ts'

export const handler = handle<CallHttpConfig>({
  async enter(visit) {
    const called = requestLine(visit.config.method, visit.shown(visit.config.url))
    const request = requestOf(visit)
    if (!request) return go('error', { note: `${called} → not sent: the body is no JSON object, so no field fits in` })
    try {
      return replied(visit, called, await visit.services.http(request))
    } catch (error) {
      // Only the call itself may fail; anything else thrown is the runtime's to read.
      if (error instanceof Error && error.name === 'EgressError') return go('error', { note: `${called} → ${error.message}` })
      throw error
    }
  },
})

/** The author's headers win over ours; a retried turn sends the same key, so the service can refuse to do a thing twice. */
function requestOf({ config, fill, services }: Visit<CallHttpConfig>): HttpRequest | undefined {
  const body = config.method === 'GET' ? '' : bodyOf(config, fill)
  if (body === undefined) return undefined
  const secrets = secretsOf(config)
  return {
    method: config.method,
    url: withQuery(fill(config.url).trim(), textsOf(config.query, fill)),
    headers: {
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      'idempotency-key': services.idempotencyKey(),
      ...Object.fromEntries(textsOf(config.headers, fill).map(({ name, value }) => [name.toLowerCase(), value])),
    },
    ...(body ? { body } : {}),
    timeoutMs: (config.timeoutSeconds ?? 10) * 1000,
    ...(secrets.length > 0 ? { secrets } : {}),
  }
}

/** Undefined where fields are to go into a body that is no JSON object. */
function bodyOf({ body = '', bodyFields = [] }: CallHttpConfig, fill: (template: string) => string): string | undefined {
  return bodyFields.length > 0 ? withJsonFields(fill(body), textsOf(bodyFields, fill)) : fill(body)
}

function replied({ config, read }: Visit<CallHttpConfig>, called: string, { status, body }: HttpResponse): Outcome {
  const note = `${called} → ${status}`
  const { mapping = [], statusVariable } = config
  const set: Record<string, VariableValue> = statusVariable ? { [statusVariable]: status } : {}
  if (status < 200 || status > 299) return go('error', { set, note })
  if (mapping.length > 0) {
    const reply = parsed(body)
    if (reply === undefined) return go('error', { set, note: `${note}, the reply is not JSON` })
    // What the reply lacks is emptied: an old value would pass for a new one.
    for (const { path, variable } of mapping) set[variable] = read(path, reply) ?? null
  }
  return go('done', { set, note })
}

function parsed(body: string): VariableValue | undefined {
  try {
    return JSON.parse(body) as VariableValue
  } catch {
    return undefined
  }
}
