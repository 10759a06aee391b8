import type { WebChatMessage, WebChatReply, WebChatSettings } from '#schemas/api/contract.ts'
import type { Kept } from './storage.ts'

/** What a visitor says: a text, or the choice they tapped and the message that offered it. */
export type Said = { text: string } | { choice: { id: string; label: string }; replyTo?: string }

/** A message that the chat does not show yet; kept over reloads until it does. */
export interface Outgoing {
  clientId: string
  said: Said
  /** The server has it and answers later: the stream brings both. */
  sent?: true
  /** The server does not take it: it waits for the visitor, and the others go on without it. */
  refused?: 'too-long' | 'not-taken'
}

export interface Connection {
  settings(): Promise<WebChatSettings>
  /** Everything said so far; called again for whatever is new. */
  open(listener: ConnectionListener): void
  send(said: Said): Outgoing
  /** Tries a refused message once more. */
  sendAgain(clientId: string): void
  /** Takes a refused message out. */
  withdraw(clientId: string): void
  waiting(): readonly Outgoing[]
  close(): void
}

export interface ConnectionListener {
  messages(messages: WebChatMessage[], agent?: { name: string }): void
  /** Whether the server can be reached. */
  online(online: boolean): void
  /** The queue of unsent messages changed. */
  queued(): void
}

const retryMs = 3_000
/** Longer than this nobody looks at an empty page. */
const settingsMs = 10_000
/** Longer than this a message is not on its way: it is sent once more, which does no harm. */
const sendMs = 20_000

/** Talks to one channel for one visitor. The visitor's key never leaves this browser but to the server. */
export function connect(origin: string, channelId: string, storage: Kept): Connection {
  const base = `${origin}/chat/${encodeURIComponent(channelId)}`
  const keyName = `alur.${channelId}.key`
  const queueName = `alur.${channelId}.queue`
  const key = storage.getItem(keyName) ?? newKey()
  storage.setItem(keyName, key)
  let queue = readQueue(storage.getItem(queueName))
  let listener: ConnectionListener | undefined
  let stream: EventSource | undefined
  let newest = 0
  let sending = false
  let sendLater: ReturnType<typeof setTimeout> | undefined
  let listenLater: ReturnType<typeof setTimeout> | undefined

  const keep = (next: Outgoing[]): void => {
    queue = next
    storage.setItem(queueName, JSON.stringify(queue))
    listener?.queued()
  }
  const without = (clientId: string): Outgoing[] => queue.filter((one) => one.clientId !== clientId)
  const marked = (clientId: string, mark: Pick<Outgoing, 'sent' | 'refused'>): Outgoing[] =>
    queue.map((one) => (one.clientId === clientId ? { clientId, said: one.said, ...mark } : one))
  /** What the server says, by itself or in answer to the message `sent`. */
  const take = (reply: WebChatReply, sent?: string): void => {
    if (sent) keep(reply.pending ? marked(sent, { sent: true }) : without(sent))
    const arrived = new Set(reply.messages.map((message) => message.clientId))
    if (queue.some((one) => arrived.has(one.clientId))) keep(queue.filter((one) => !arrived.has(one.clientId)))
    if (reply.messages.length > 0 || reply.agent) listener?.messages(reply.messages, reply.agent)
  }

  const nextOf = (): Outgoing | undefined => queue.find(({ sent, refused }) => !sent && !refused)

  /** One at a time and in order; what fails stays in the queue. */
  const flush = async (): Promise<void> => {
    if (sending) return
    sending = true
    clearTimeout(sendLater)
    try {
      for (let next = nextOf(); next; next = nextOf()) {
        const { clientId, said } = next
        const response = await fetch(`${base}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ clientId, ...said }),
          signal: AbortSignal.timeout(sendMs),
        })
        if (response.status === 429 || response.status >= 500) throw new Error('later')
        if (response.ok) take((await response.json()) as WebChatReply, clientId)
        else keep(marked(clientId, { refused: refusalOf(response.status, said) }))
        listener?.online(true)
      }
    } catch {
      listener?.online(false)
      sendLater = setTimeout(() => void flush(), retryMs)
    } finally {
      sending = false
    }
  }

  const listen = (): void => {
    stream?.close()
    stream = new EventSource(`${base}/events?key=${key}&after=${newest}`)
    stream.onopen = () => {
      listener?.online(true)
      void flush()
    }
    stream.onmessage = (event) => {
      const reply = JSON.parse(event.data as string) as WebChatReply
      newest = reply.turn
      take(reply)
    }
    stream.onerror = () => {
      listener?.online(false)
      // The browser comes back by itself, except after a refusal.
      if (stream?.readyState === EventSource.CLOSED) listenLater = setTimeout(listen, retryMs)
    }
  }

  return {
    settings: async () => {
      const response = await fetch(`${base}/settings`, { signal: AbortSignal.timeout(settingsMs) })
      if (!response.ok) throw new Error(`this chat answers ${response.status}`)
      return (await response.json()) as WebChatSettings
    },
    open: (given) => {
      listener = given
      listen()
    },
    send: (said) => {
      const made = { clientId: newKey().slice(0, 22), said }
      keep([...queue, made])
      void flush()
      return made
    },
    sendAgain: (clientId) => {
      keep(marked(clientId, {}))
      void flush()
    },
    withdraw: (clientId) => keep(without(clientId)),
    waiting: () => queue,
    close: () => {
      clearTimeout(sendLater)
      clearTimeout(listenLater)
      stream?.close()
    },
  }
}

/** Of a text only its length is ever wrong. */
const refusalOf = (status: number, said: Said): Outgoing['refused'] =>
  'text' in said && (status === 413 || status === 422) ? 'too-long' : 'not-taken'

/** 32 random bytes in base64url: nobody guesses it, so it is all the credential a visitor needs. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function readQueue(text: string | null): Outgoing[] {
  try {
    const queue: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(queue) ? queue : []
  } catch {
    return []
  }
}
