import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { judge, judgeCue } from './judge.ts'
import { judgeTemplate } from './judge-template.ts'
import { mediaShelf, type PeerFile } from './media-shelf.ts'
import { type TemplateEvent, templateShelf } from './template-shelf.ts'
import { type Upload, uploadShelf } from './uploads.ts'
import { accountBody, messagesBody, newId, type Said, type StatusReport, signed, statusesBody } from './webhooks.ts'

export interface PeerOptions {
  appSecret: string
  accessToken: string
  phoneNumberId: string
  /** Takes everything at once and judges nothing: for benchmarks. */
  light?: boolean
  now?(): number
  /** Told of every accepted message. */
  accepted?(message: SentMessage): void
  /** Refuse with 131047 who has not written for 24 hours; on unless `light`. */
  window?: boolean
  /** Refuse with 131056 who sends one person more than this. */
  pairRate?: { everyMs: number; burst: number }
  /** Refuse with 130429 what is above this rate. */
  perSecond?: number
  /** Tell of every accepted message: statuses posted in this order. */
  statuses?: {
    webhookUrl: string | (() => string)
    order: StatusReport['status'][] /** Again until it is answered 200. */
    redeliver?: boolean
  }
}

export interface SentMessage {
  providerId: string
  to: string
  /** `biz_opaque_callback_data`: count it to find duplicates. */
  ourId?: string
  body: Record<string, unknown>
  at: number
}

/** How the vendor misbehaves on one delivery. */
interface Switches {
  /** Each body so many times. */
  copies?: number
  /** All messages in one body. */
  batch?: boolean
  /** The last first. */
  reversed?: boolean
}

export interface WhatsAppPeer {
  /** The channel's `apiBaseUrl`. */
  url: string
  /** `host:port`, for the egress policy's `allowPrivate`. */
  place: string
  sent(): SentMessage[]
  /** Resolves with everything sent once it is at least `count` messages. */
  arrived(count: number): Promise<SentMessage[]>
  /** The messages that were marked as read, in order, and whether typing was shown with it. */
  cues(): { messageId: string; typing: boolean }[]
  /** From now on such calls fail; `unheard`: how many did. */
  deafToCues(): void
  unheard(): number
  refused(): { code: number; details: string; body: unknown }[]
  /** The next calls fail with this code, whatever they carry. */
  failNext(code: number, times?: number, answer?: { status?: number; retryAfter?: number }): void
  /** From now on this is the account's access token; others are refused. */
  accepts(accessToken: string): void
  /** What the number's `health_status` says from now on. */
  health(canSend: 'AVAILABLE' | 'LIMITED' | 'BLOCKED', errors?: PeerHealthError[]): void
  /** The account's templates from now on, in the vendor's words. */
  has(templates: Record<string, unknown>[]): void
  /** The account's templates as they are, in the vendor's words: those that were sent for approval among them. */
  templates(): Record<string, unknown>[]
  /** The vendor decides on a template that was sent for approval, and tells of it at the channel's address. */
  decides(webhookUrl: string, name: string, language: string, event: TemplateEvent): Promise<number>
  /** A file that a customer sent, under its media id; without one the vendor has it no more. */
  keeps(mediaId: string, file?: PeerFile): void
  /** What was uploaded, in order. */
  uploads(): Upload[]
  /** The next uploads fail with this code. */
  failUploads(code: number, times?: number, status?: number): void
  /** The vendor has an upload no more, before its time. */
  loses(fileId: string): void
  /** Posts signed webhooks; the statuses of the answers. Opens the 24-hour window of whoever writes. */
  deliver(webhookUrl: string, said: Said | Said[], switches?: Switches): Promise<number[]>
  /** All status webhooks under way are answered. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface PeerHealthError {
  error_code: number
  error_description: string
  possible_solution: string
}

const dayMs = 24 * 60 * 60 * 1000

/** A stand-in for the Cloud API on loopback that speaks the vendor's shapes and error codes. */
export async function startWhatsAppPeer(options: PeerOptions): Promise<WhatsAppPeer> {
  const { now = Date.now, light = false } = options
  const sent: SentMessage[] = []
  const cues: ReturnType<WhatsAppPeer['cues']> = []
  let isDeaf = false
  let unheard = 0
  const refused: ReturnType<WhatsAppPeer['refused']> = []
  const failures: { code: number; status: number; retryAfter?: number }[] = []
  const waiting: { count: number; done(all: SentMessage[]): void }[] = []
  const lastInbound = new Map<string, number>()
  const reports = new Set<Promise<unknown>>()
  const limits = limitsOf(options, now)
  const shelf = mediaShelf()
  const uploads = uploadShelf(now)
  const uploadFailures: { code: number; status: number }[] = []
  let { accessToken } = options
  const account = '700000'
  const shelfOfTemplates = templateShelf(account)
  let health: object = {
    can_send_message: 'AVAILABLE',
    entities: [{ entity_type: 'WABA', id: account, can_send_message: 'AVAILABLE' }],
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const raw = Buffer.concat(chunks)
      if (request.method === 'POST' && /^\/v\d+\.\d+\/\d+\/media$/.test(request.url ?? '')) return upload(request, raw, response)
      const body = parsed(raw.toString())
      const failure = refusal(request, raw, body)
      const managed = failure ? undefined : shelfOfTemplates.answer(request, raw, body)
      if (managed && 'code' in managed) refuse(managed, body, response)
      else if (managed) answer(response, 200, managed.body)
      else if (isDeaf && body?.status === 'read') {
        unheard++
        answer(response, 500, {})
      } else if (failure) refuse(failure, body, response)
      else if (request.method === 'GET') read(request, response)
      else if (body?.status === 'read') {
        cues.push({ messageId: String(body.message_id), typing: body.typing_indicator !== undefined })
        answer(response, 200, { success: true })
      } else accept(body as Record<string, unknown>, response)
    })
  })

  const upload = async (request: IncomingMessage, raw: Buffer, response: ServerResponse): Promise<void> => {
    if (request.headers.authorization !== `Bearer ${accessToken}`) return refuse(badToken, null, response)
    const planned = uploadFailures.shift()
    if (planned) return refuse({ ...planned, details: 'Failing as told' }, null, response)
    if (!request.url?.includes(`/${options.phoneNumberId}/`)) return refuse(noObject(request.url), null, response)
    const taken = await uploads.take(raw, request.headers['content-type'] ?? '')
    if ('id' in taken) answer(response, 200, taken)
    else refuse(taken, null, response)
  }

  /** What there is to read: the number itself, and customers' files in two steps. */
  const read = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://peer')
    if (shelf.send(pathname, `http://${request.headers.host}`, response)) return
    const id = /^\/v\d+\.\d+\/(\w+)$/.exec(pathname)?.[1]
    if (pathname.endsWith(`/${account}/message_templates`))
      answer(response, 200, templatePage(shelfOfTemplates.all(), searchParams))
    else if (id !== options.phoneNumberId) refuse(noObject(id), null, response)
    else answer(response, 200, { id, display_phone_number: '+852 2000 0000', verified_name: 'Shop', health_status: health })
  }

  const refusal = (request: IncomingMessage, raw: Buffer, body: Record<string, unknown> | null): Refusal | null => {
    const { authorization } = request.headers
    if (authorization !== `Bearer ${accessToken}` && authorization !== `OAuth ${accessToken}`) return badToken
    if (shelfOfTemplates.isAsked(request)) return failures.length > 0 && raw.length > 0 ? plannedFailure() : null
    const reads = request.method === 'GET'
    const id = /^\/v\d+\.\d+\/(\w+)\/messages$/.exec(request.url ?? '')?.[1]
    if (!reads && (request.method !== 'POST' || id !== options.phoneNumberId)) return noObject(id)
    const isCue = body?.status === 'read'
    const planned = isCue ? null : plannedFailure()
    if (planned) return planned
    if (reads) return null
    if (!body) return { code: 100, details: 'The body is not JSON' }
    if (light) return null
    const verdict = isCue ? judgeCue(body) : (judge(body) ?? judgeTemplate(body, shelfOfTemplates.all()))
    if (verdict || isCue) return verdict
    const type = String(body.type)
    const fileId = (body[type] as { id?: string } | undefined)?.id
    if (['image', 'video', 'audio', 'document'].includes(type) && fileId !== undefined && !uploads.has(fileId))
      return {
        code: 100,
        message: `(#100) Param ${type}['id'] is not a valid whatsapp business account media attachment ID`,
        details: '',
      }
    const to = addressee(body)
    const last = lastInbound.get(to)
    if (options.window !== false && body.type !== 'template' && (last === undefined || now() - last > dayMs))
      return { code: 131047, details: 'More than 24 hours have passed since the recipient last replied' }
    return limits(to)
  }

  const plannedFailure = (): Refusal | null => {
    const planned = failures.shift()
    return planned ? { ...planned, details: 'Failing as told' } : null
  }

  const refuse = (
    { code, subcode, details, message, status = 400, retryAfter }: Refusal,
    body: unknown,
    response: ServerResponse,
  ): void => {
    refused.push({ code, details, body })
    if (retryAfter) response.setHeader('retry-after', retryAfter)
    answer(response, status, message ? plainError(code, message) : vendorError(code, details, subcode))
  }

  const accept = (body: Record<string, unknown>, response: ServerResponse): void => {
    const to = addressee(body)
    const ourId = body.biz_opaque_callback_data as string | undefined
    const message: SentMessage = { providerId: newId(), to, ...(ourId && { ourId }), body, at: now() }
    sent.push(message)
    const contact = body.to ? { input: to, wa_id: to } : { input: to, user_id: to }
    answer(response, 200, { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: message.providerId }] })
    options.accepted?.(message)
    if (options.statuses) follow(reports, tell(options, message, now))
    for (const one of waiting.filter(({ count }) => sent.length >= count)) {
      waiting.splice(waiting.indexOf(one), 1)
      one.done([...sent])
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${place}`,
    place,
    sent: () => [...sent],
    arrived: (count) =>
      sent.length >= count ? Promise.resolve([...sent]) : new Promise((done) => waiting.push({ count, done })),
    cues: () => [...cues],
    deafToCues() {
      isDeaf = true
    },
    unheard: () => unheard,
    refused: () => [...refused],
    failNext(code, times = 1, { status = 400, retryAfter } = {}) {
      for (let i = 0; i < times; i++) failures.push({ code, status, ...(retryAfter && { retryAfter }) })
    },
    accepts(token) {
      accessToken = token
    },
    health(canSend, errors) {
      health = { can_send_message: canSend, entities: [{ entity_type: 'WABA', id: account, can_send_message: canSend, errors }] }
    },
    has: shelfOfTemplates.put,
    templates: shelfOfTemplates.all,
    decides(webhookUrl, name, language, told) {
      const value = shelfOfTemplates.decide(name, language, told)
      return post(webhookUrl, signed(options, accountBody(account, 'message_template_status_update', value)))
    },
    keeps: shelf.keep,
    uploads: uploads.all,
    failUploads(code, times = 1, status = 400) {
      for (let i = 0; i < times; i++) uploadFailures.push({ code, status })
    },
    loses: uploads.forget,
    async deliver(webhookUrl, said, { copies = 1, batch = false, reversed = false } = {}) {
      const all = [said].flat().map((one) => ({ id: newId(), at: now(), ...one }))
      for (const { from, userId, at } of all) lastInbound.set(from ?? userId ?? '', at)
      const bodies = batch ? [messagesBody(options, all)] : all.map((one) => messagesBody(options, [one]))
      if (reversed) bodies.reverse()
      return Promise.all(bodies.flatMap((body) => Array.from({ length: copies }, () => post(webhookUrl, signed(options, body)))))
    },
    async settled() {
      while (reports.size > 0) await Promise.all(reports)
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** A page of the account's templates: what comes after `after`, with a cursor while there is more. */
function templatePage(all: Record<string, unknown>[], asked: URLSearchParams): unknown {
  const from = Number(asked.get('after') ?? 0)
  const to = from + Math.min(Number(asked.get('limit') ?? 25), 2)
  const more = to < all.length ? { next: 'https://graph.facebook.com/next' } : {}
  return { data: all.slice(from, to), paging: { cursors: { before: String(from), after: String(to) }, ...more } }
}

/** The Graph API knows no such object, or this token may not see it. */
const noObject = (id: string | undefined): Refusal => ({
  code: 100,
  subcode: 33,
  details: `Unsupported post request. Object with ID '${id}' does not exist`,
})

interface Refusal {
  code: number
  subcode?: number
  details: string
  /** All that the vendor says of it. */
  message?: string
  status?: number
  retryAfter?: number
}

const badToken: Refusal = { code: 190, status: 401, details: 'Invalid OAuth access token - Cannot parse access token' }

/** The vendor's pace: per pair of numbers a bucket that refills, per number a count in each second. */
function limitsOf({ pairRate, perSecond }: PeerOptions, now: () => number): (to: string) => Refusal | null {
  const pairs = new Map<string, number>()
  let second = 0
  let inSecond = 0
  return (to) => {
    const at = now()
    if (perSecond !== undefined) {
      const current = Math.floor(at / 1000)
      inSecond = current === second ? inSecond + 1 : 1
      second = current
      if (inSecond > perSecond) return { code: 130429, details: 'Cloud API message throughput has been reached' }
    }
    if (!pairRate) return null
    // The time at which the pair has paid for all it sent.
    const paid = Math.max(pairs.get(to) ?? 0, at) + pairRate.everyMs
    if (paid - at > pairRate.everyMs * pairRate.burst)
      return { code: 131056, details: 'Too many messages sent to this number pair' }
    pairs.set(to, paid)
    return null
  }
}

/** One status after the other, as the vendor would on a quiet day. */
async function tell(options: PeerOptions, { providerId, to, ourId }: SentMessage, now: () => number): Promise<void> {
  const { webhookUrl, order, redeliver = false } = options.statuses as NonNullable<PeerOptions['statuses']>
  const address = (): string => (typeof webhookUrl === 'string' ? webhookUrl : webhookUrl())
  for (const status of order) {
    const report = { id: providerId, status, to, at: now(), ...(ourId && { ourId }) }
    const told = (): Promise<number> => post(address(), signed(options, statusesBody(options, [report]))).catch(() => 0)
    while ((await told()) !== 200 && redeliver) await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function follow(all: Set<Promise<unknown>>, one: Promise<unknown>): void {
  // A server that is killed in the middle of a test does not answer; the vendor shrugs.
  const settled = one.catch(() => {}).finally(() => all.delete(settled))
  all.add(settled)
}

/** The vendor waits so long for an answer. A fetch to a server that is killed may never end by itself. */
const patienceMs = 20_000

async function post(url: string, { body, headers }: { body: string; headers: Record<string, string> }): Promise<number> {
  const response = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(patienceMs) })
  await response.arrayBuffer()
  return response.status
}

const addressee = (body: Record<string, unknown>): string => String(body.to ?? body.recipient).replace(/^\+/, '')

const titles: Record<number, string> = {
  100: 'Invalid parameter',
  130429: 'Rate limit hit',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131047: 'Re-engagement message',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
}

const plainError = (code: number, message: string) => ({ error: { message, type: 'OAuthException', code, fbtrace_id: 'peer' } })

function vendorError(code: number, details: string, subcode?: number): unknown {
  if (code === 190) return { error: { message: details, type: 'OAuthException', code, fbtrace_id: 'peer' } }
  const message = `(#${code}) ${titles[code] ?? 'Something went wrong'}`
  return {
    error: {
      message,
      type: 'OAuthException',
      code,
      ...(subcode && { error_subcode: subcode }),
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'peer',
    },
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}
