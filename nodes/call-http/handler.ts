import type { VariableValue } from '#schemas/conversation.ts'
import { go, type HttpRequest, type HttpResponse, handle, type Outcome, type Visit } from '../contract.ts'
import { requestLine } from './request-line.ts'
import type { CallHttpConfig } from './schema.ts'

export const handler = handle<CallHttpConfig>({
  async enter(visit) {
    const called = requestLine(visit.config.method, visit.shown(visit.config.url))
    try {
      return replied(visit, called, await visit.services.http(requestOf(visit)))
    } catch (error) {
      // Only the call itself may fail; anything else thrown is the runtime's to read.
      if (error instanceof Error && error.name === 'EgressError') return go('error', { note: `${called} → ${error.message}` })
      throw error
    }
  },
})

/** The author's headers win over ours; a retried turn sends the same key, so the service can refuse to do a thing twice. */
function requestOf({ config, fill, services }: Visit<CallHttpConfig>): HttpRequest {
  const body = config.body && config.method !== 'GET' ? fill(config.body) : ''
  return {
    method: config.method,
    url: fill(config.url).trim(),
    headers: {
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
      'idempotency-key': services.idempotencyKey(),
      ...Object.fromEntries((config.headers ?? []).map(({ name, value }) => [name.toLowerCase(), fill(value)])),
    },
    ...(body ? { body } : {}),
    timeoutMs: (config.timeoutSeconds ?? 10) * 1000,
  }
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
