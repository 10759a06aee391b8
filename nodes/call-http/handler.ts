import type { VariableValue } from '#schemas/conversation.ts'
import { egressReasonOf } from '#schemas/egress-reason.ts'
import { go, type HttpRequest, type HttpResponse, handle, type Outcome, type Visit, type Why } from '../contract.ts'
import { inUrl } from '../in-url.ts'
import { withQuery } from '../request-parts.ts'
import { pathInReply, replyOf } from './reply.ts'
import { requestBody, typeOf } from './request-body.ts'
import { requestLine } from './request-line.ts'
import type { CallHttpConfig } from './schema.ts'
import { secretsOf, textsOf } from './values.ts'

export const handler = handle<CallHttpConfig>({
  async enter(visit) {
    const { config, parts, services } = visit
    const called = requestLine(config.method, inUrl(parts(config.url, 'shown')).url)
    const request = requestOf(visit)
    if ('code' in request) return go('error', { note: { ...request, values: { call: called } } })
    try {
      return replied(visit, called, await services.ask('http', request))
    } catch (error) {
      // Only the call itself may fail; anything else thrown is the runtime's to read.
      const reason = egressReasonOf(error)
      if (reason) return go('error', { note: { code: reason, values: { call: called } } })
      throw error
    }
  },
})

/**
 * The author's headers win over ours; a retried turn sends the same key, so the service can refuse to do a thing twice. A code says why
 * there is nothing to send.
 */
function requestOf({ config, fill, parts, services }: Visit<CallHttpConfig>): HttpRequest | Why {
  const { url, refusal } = inUrl(parts(config.url))
  if (refusal) return { code: refusal }
  const given = Object.fromEntries(textsOf(config.headers, fill).map(({ name, value }) => [name.toLowerCase(), inHeader(value)]))
  const fields = textsOf(config.bodyFields, fill)
  const written = parts(config.body ?? '')
  const body = config.method === 'GET' ? '' : requestBody(written, given['content-type'], fields)
  if (body === undefined) return { code: 'body-no-object' }
  const secrets = secretsOf(config)
  return {
    method: config.method,
    url: withQuery(url, textsOf(config.query, fill)),
    headers: {
      accept: 'application/json',
      ...(body ? { 'content-type': typeOf(written, fields) } : {}),
      'idempotency-key': services.idempotencyKey(),
      ...given,
    },
    ...(body ? { body } : {}),
    timeoutMs: (config.timeoutSeconds ?? 10) * 1000,
    ...(secrets.length > 0 ? { secrets } : {}),
  }
}

/** A header is one line: a line break in a value would begin the next. */
const inHeader = (value: string): string => value.replace(/\p{Cc}+/gu, ' ').trim()

function replied({ config, read }: Visit<CallHttpConfig>, called: string, { status, body }: HttpResponse): Outcome {
  const values = { call: called, status: String(status) }
  const note = { code: 'answered', values }
  const { mapping = [], statusVariable } = config
  const set: Record<string, VariableValue> = statusVariable ? { [statusVariable]: status } : {}
  if (status < 200 || status > 299) return go('error', { set, note })
  if (mapping.length > 0) {
    const reply = replyOf(body)
    if (reply === undefined) return go('error', { set, note: { code: 'not-json', values } })
    // What the reply lacks is emptied: an old value would pass for a new one.
    for (const { path, variable } of mapping) {
      const at = pathInReply(path)
      set[variable] = (at === '$' ? reply : read(at, reply)) ?? null
    }
  }
  return go('done', { set, note })
}
