import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InlineKeyboardButton, Message, WebhookInfo } from 'grammy/types'
import { files as fileFields, judge } from './judge.ts'
import { person, type Said, updateOf } from './updates.ts'

export interface PeerOptions {
  botToken: string
  now?(): number
}

/** A message that the bot sent, as its chat shows it. */
export interface SentMessage {
  chatId: number
  messageId: number
  method: string
  params: Record<string, unknown>
}

export interface TelegramPeer {
  /** The channel's `apiBaseUrl`. */
  url: string
  /** `host:port`, for the egress policy's `allowPrivate`. */
  place: string
  sent(): SentMessage[]
  /** The chats that were shown that the bot writes, in order. */
  typing(): number[]
  refused(): { code: number; description: string; method: string }[]
  /** The webhook that the bot has set up; its `url` is empty where there is none. */
  webhook(): WebhookInfo & { secretToken: string | undefined }
  /** The queries that were answered, in order. */
  answered(): string[]
  /** The next calls of methods that send fail so. */
  failNext(code: number, description: string, parameters?: { retry_after?: number }): void
  /** From now on this is the bot's token; others are refused. */
  accepts(botToken: string): void
  /** The webhook is gone, as after a crash before it was set up. */
  forgets(): void
  /** Somebody has written to the bot: it may write to them. */
  meets(customer: { id: number; name?: string }): void
  /** The files that went along with messages, in order, under what the bot knows them by since. */
  uploads(): { fileId: string; file: File }[]
  /** The vendor knows a file no more. */
  loses(fileId: string): void
  /** A file that a customer sent, under its id. */
  keeps(fileId: string, file: { path: string; body: Buffer; type: string }): void
  /**
   * What a customer does, brought to the webhook in order, one at a time; the statuses of the answers. `copies`: as when our answer was
   * lost. `secretToken`: in place of the one that was set up.
   */
  brings(
    customer: { id: number; name?: string },
    said: Said | Said[],
    how?: { copies?: number; secretToken?: string },
  ): Promise<number[]>
  close(): Promise<void>
}

/** A stand-in for the Bot API on loopback, by its published reference (core.telegram.org/bots/api) and grammY's types of it. */
export async function startTelegramPeer({ botToken, now = Date.now }: PeerOptions): Promise<TelegramPeer> {
  const sent: (SentMessage & { shown: Message })[] = []
  const refused: { code: number; description: string; method: string }[] = []
  const failures: { code: number; description: string; parameters: object }[] = []
  const answered: string[] = []
  const typing: number[] = []
  const uploads: { fileId: string; file: File }[] = []
  const lost = new Set<string>()
  const files = new Map<string, { path: string; body: Buffer; type: string }>()
  /** Whoever wrote to the bot may be written to, until they block it. */
  const chats = new Map<number, { name: string; messages: number; blocked: boolean }>()
  let token = botToken
  let webhook: WebhookInfo = { url: '', has_custom_certificate: false, pending_update_count: 0 }
  let secretToken: string | undefined
  let updateId = 100_000

  const call = (method: string, params: Record<string, unknown>): unknown => {
    switch (method) {
      case 'getMe':
        return { id: 4242, is_bot: true, first_name: 'Shop', username: 'shop_bot' }
      case 'setWebhook':
        if (!/^[\w-]{1,256}$/.test(String(params.secret_token ?? 'none'))) throw bad('SECRET_TOKEN_INVALID')
        webhook = { ...webhook, url: String(params.url), allowed_updates: params.allowed_updates as never }
        secretToken = params.secret_token as string | undefined
        return true
      case 'deleteWebhook':
        webhook = { ...webhook, url: '' }
        secretToken = undefined
        return true
      case 'getWebhookInfo':
        return webhook
      case 'getFile': {
        const file = files.get(String(params.file_id))
        if (!file) throw bad('wrong file_id or the file is temporarily unavailable')
        return { file_id: params.file_id, file_unique_id: 'u', file_path: file.path, file_size: file.body.length }
      }
      case 'sendChatAction': {
        if (params.action !== 'typing') throw bad('wrong parameter action in request')
        if (!chats.has(Number(params.chat_id))) throw bad('chat not found')
        typing.push(Number(params.chat_id))
        return true
      }
      case 'answerCallbackQuery':
        answered.push(String(params.callback_query_id))
        return true
      default:
        return accept(method, params)
    }
  }

  const accept = (method: string, params: Record<string, unknown>): Message => {
    const failure = failures.shift()
    if (failure) throw failure
    const field = fileFields[method] ?? ''
    const given = params[field]
    const isUpload = given instanceof File
    const knows = (id: string) => isUpload || (uploads.some(({ fileId }) => fileId === id) && !lost.has(id))
    const wrong = judge(method, params, knows)
    if (wrong) throw wrong
    const chatId = Number(params.chat_id)
    const chat = chats.get(chatId)
    if (!chat) throw bad('chat not found')
    if (chat.blocked) throw { code: 403, description: 'Forbidden: bot was blocked by the user', parameters: {} }
    const messageId = ++chat.messages
    const fileId = isUpload ? `AgACAgUAAxkDAAIB${String(uploads.length).padStart(4, '0')}` : String(given)
    if (isUpload) uploads.push({ fileId, file: given })
    const shown = {
      message_id: messageId,
      date: Math.floor(now() / 1000),
      chat: { id: chatId, type: 'private', first_name: chat.name },
      from: { id: 4242, is_bot: true, first_name: 'Shop' },
      ...(params.reply_markup ? { reply_markup: params.reply_markup } : {}),
      ...(params.text ? { text: params.text } : {}),
      ...(field ? shownFile(field, fileId) : {}),
    } as Message
    sent.push({ chatId, messageId, method, params, shown })
    return shown
  }

  const server = createServer(async (request, response) => {
    const [, kind, ofToken, ...rest] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? '') ?? []
    if (ofToken !== token) return answer(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' })
    if (kind)
      return sendFile(
        [...files.values()].find(({ path }) => path === rest[0]),
        response,
      )
    const method = String(rest[0])
    try {
      answer(response, 200, { ok: true, result: call(method, await bodyOf(request)) })
    } catch (error) {
      const { code, description, parameters } = error as (typeof failures)[0]
      refused.push({ code, description, method })
      answer(response, code, { ok: false, error_code: code, description, parameters })
    }
  })

  /** One update to the webhook; what stands in the answer is done as if it had been called. */
  const bring = async (update: object, word: string | undefined): Promise<number> => {
    const response = await fetch(webhook.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(word ? { 'x-telegram-bot-api-secret-token': word } : {}) },
      body: JSON.stringify(update),
    })
    const body = await response.text()
    if (response.ok && response.headers.get('content-type')?.startsWith('application/json')) {
      const { method, ...params } = JSON.parse(body) as { method: string }
      call(method, params)
    }
    return response.status
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${place}`,
    place,
    sent: () => sent.map(({ shown: _, ...message }) => message),
    typing: () => [...typing],
    refused: () => [...refused],
    webhook: () => ({ ...webhook, secretToken }),
    answered: () => [...answered],
    failNext: (code, description, parameters = {}) => void failures.push({ code, description, parameters }),
    accepts(next) {
      token = next
    },
    forgets() {
      webhook = { ...webhook, url: '' }
    },
    meets: ({ id, name = 'Mei' }) => void chats.set(id, chats.get(id) ?? { name, messages: 0, blocked: false }),
    uploads: () => [...uploads],
    loses: (fileId) => void lost.add(fileId),
    keeps: (fileId, file) => void files.set(fileId, file),
    async brings({ id, name = 'Mei' }, said, { copies = 1, secretToken: word = secretToken } = {}) {
      const statuses: number[] = []
      for (const one of [said].flat()) {
        const chat = chats.get(id) ?? { name, messages: 0, blocked: false }
        chats.set(id, chat)
        if ('membership' in one) chat.blocked = one.membership === 'kicked'
        const shown = 'press' in one ? sent.find((m) => m.chatId === id && m.messageId === one.press.messageId)?.shown : undefined
        const isNew = 'text' in one || 'message' in one
        const messageId = isNew ? ++chat.messages : 0
        const update = updateOf(one, { updateId: updateId++, from: person(id, name), at: now(), messageId, shown })
        for (let copy = 0; copy < copies; copy++) statuses.push(await bring(update, word))
      }
      return statuses
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** The buttons under a message, as its chat shows them. */
export const buttonsOf = ({ params }: SentMessage): { text: string; callback_data: string }[] =>
  (((params.reply_markup ?? {}) as { inline_keyboard?: InlineKeyboardButton[][] }).inline_keyboard ?? []).flat() as never

/** A photo comes back in several sizes, the largest last; what is sent is known by any of them. */
const shownFile = (field: string, fileId: string) =>
  field === 'photo'
    ? {
        photo: [
          { file_id: `${fileId}s`, width: 90 },
          { file_id: fileId, width: 800 },
        ],
      }
    : { [field]: { file_id: fileId } }

const bad = (words: string) => ({ code: 400, description: `Bad Request: ${words}`, parameters: {} })

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendFile(file: { body: Buffer; type: string } | undefined, response: ServerResponse): void {
  if (file) response.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length }).end(file.body)
  else answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' })
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return formOf(Buffer.concat(chunks), type)
  const text = Buffer.concat(chunks).toString()
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

/** A form’s fields; one that says `attach://<part>` is the file in that part (Bot API, "Sending files"). */
function formOf(body: Buffer, type: string): Record<string, unknown> {
  const boundary = /boundary=(\S+)/.exec(type)?.[1] ?? ''
  // One character is one byte.
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1)
  const fields: Record<string, string> = {}
  const attached: Record<string, File> = {}
  for (const part of parts) {
    const at = part.indexOf('\r\n\r\n')
    const [head, content] = [part.slice(0, at), Buffer.from(part.slice(at + 4, -2), 'latin1')]
    const name = /[; ]name="?([^";\r]+)/i.exec(head)?.[1] ?? ''
    const fileName = /filename="?([^";\r]+)/i.exec(head)?.[1]
    if (fileName === undefined) fields[name] = content.toString()
    else attached[name] = new File([new Uint8Array(content)], fileName)
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, attached[/^attach:\/\/(.+)$/.exec(value)?.[1] ?? ''] ?? value]),
  )
}
