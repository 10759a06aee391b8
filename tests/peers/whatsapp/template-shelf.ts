import type { IncomingMessage } from 'node:http'
import { judgeComposed, type ShelfRefusal } from './judge-composed.ts'

type Shape = Record<string, unknown>

/** As `message_template_status_update` tells it. */
export interface TemplateEvent {
  event: 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED'
  reason?: string
}

const app = '880000'

/** The templates of an account: composed, changed and deleted as its owner asks, decided on by the vendor; and the examples of their headers. */
export function templateShelf(account: string) {
  let all: Shape[] = []
  let made = 0
  const sessions = new Map<string, number>()
  const handles = new Set<string>()
  const fresh = () => String(1_600_000_000_000 + ++made)

  const routes: [RegExp, string, (match: RegExpExecArray, asked: Asked) => { body: unknown } | ShelfRefusal][] = [
    [/^\/v\d+\.\d+\/app$/, 'GET', () => ({ body: { id: app } })],
    [
      new RegExp(`^/v\\d+\\.\\d+/${app}/uploads$`),
      'POST',
      (_, { query }) => {
        const id = `upload:${fresh()}`
        sessions.set(id, Number(query.get('file_length')))
        return { body: { id } }
      },
    ],
    [
      /^\/v\d+\.\d+\/(upload:\d+)$/,
      'POST',
      ([, id = ''], { raw, offset }) => {
        if (offset !== '0' || sessions.get(id) !== raw.length) return { code: 100, details: 'The upload is not whole' }
        const h = `4::${fresh()}`
        handles.add(h)
        return { body: { h } }
      },
    ],
    [new RegExp(`^/v\\d+\\.\\d+/${account}/message_templates$`), 'POST', (_, { body }) => create(body)],
    [new RegExp(`^/v\\d+\\.\\d+/${account}/message_templates$`), 'DELETE', (_, { query }) => remove(query)],
    [/^\/v\d+\.\d+\/(\d{13})$/, 'POST', ([, id = ''], { body }) => change(id, body)],
  ]

  const create = (body: Shape): { body: unknown } | ShelfRefusal => {
    const verdict = judgeComposed(body, handles)
    if (verdict) return verdict
    if (all.some(({ name, language }) => name === body.name && language === body.language))
      return { code: 100, subcode: 2388024, details: 'There is already content for this template in this language' }
    const one = { ...body, id: fresh(), status: 'PENDING' }
    all = [...all, one]
    return { body: { id: one.id, status: 'PENDING', category: body.category } }
  }

  const change = (id: string, body: Shape): { body: unknown } | ShelfRefusal => {
    const known = all.find((one) => one.id === id)
    if (!known) return { code: 100, subcode: 33, details: 'Unsupported post request' }
    if (known.status === 'PENDING') return { code: 100, subcode: 2388001, details: 'A template in review cannot be edited' }
    if (known.status === 'APPROVED' && 'category' in body)
      return { code: 100, subcode: 2388025, details: 'The category of an approved template cannot be edited' }
    const next = { ...known, ...body }
    const verdict = judgeComposed(next, handles)
    if (verdict) return verdict
    all = all.map((one) => (one === known ? { ...next, status: 'PENDING' } : one))
    return { body: { success: true } }
  }

  const remove = (query: URLSearchParams): { body: unknown } | ShelfRefusal => {
    const [id, name] = [query.get('hsm_id'), query.get('name')]
    const left = all.filter((one) => one.id !== id || one.name !== name)
    if (left.length === all.length) return { code: 100, subcode: 2593002, details: 'Message template was not found' }
    all = left
    return { body: { success: true } }
  }

  const routeOf = ({ url = '/', method = 'GET' }: IncomingMessage) => {
    const { pathname, searchParams: query } = new URL(url, 'http://peer')
    for (const [pattern, by, does] of routes) {
      const match = by === method ? pattern.exec(pathname) : null
      if (match) return { match, does, query }
    }
    return undefined
  }

  return {
    isAsked: (request: IncomingMessage): boolean => routeOf(request) !== undefined,
    answer(request: IncomingMessage, raw: Buffer, body: Shape | null): { body: unknown } | ShelfRefusal | undefined {
      const route = routeOf(request)
      return route?.does(route.match, { raw, body: body ?? {}, query: route.query, offset: request.headers.file_offset })
    },
    all: (): Shape[] => all,
    put(templates: Shape[]): void {
      all = templates.map((one) => ({ id: fresh(), ...one }))
    },
    decide(name: string, language: string, { event, reason = 'NONE' }: TemplateEvent): Shape {
      const known = all.find((one) => one.name === name && one.language === language)
      if (!known) throw new Error(`the account has no template ${name} in ${language}`)
      all = all.map((one) => (one === known ? { ...one, status: event, rejected_reason: reason } : one))
      return {
        event,
        message_template_id: Number(known.id),
        message_template_name: name,
        message_template_language: language,
        reason,
        message_template_category: known.category,
      }
    },
  }
}

interface Asked {
  raw: Buffer
  body: Shape
  query: URLSearchParams
  offset: string | string[] | undefined
}
