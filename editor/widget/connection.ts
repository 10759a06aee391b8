import type { WebChatMessage, WebChatReply, WebChatSettings } from '#schemas/api/contract.ts'

/** What a visitor says: a text, or the choice they tapped. */
export type Said = { text: string } | { choice: { id: string; label: string } }

/** A message that the server does not have yet; kept over reloads until it does. */
export interface Outgoing {
  clientId: string
  said: Said
}

export interface Connection {
  settings(): Promise<WebChatSettings>
  /** Everything said so far; called again for whatever is new. */
  open(listener: ConnectionListener): void
  send(said: Said): Outgoing
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

/** Talks to one channel for one visitor. The visitor's key never leaves this browser but to the server. */
export function connect(origin: string, channelId: string, storage: Pick<Storage, 'getItem' | 'setItem'>): Connection {
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
  let timer: ReturnType<typeof setTimeout> | undefined

  const keep = (next: Outgoing[]): void => {
    queue = next
    storage.setItem(queueName, JSON.stringify(queue))
    listener?.queued()
  }
  const take = (reply: WebChatReply): void => {
    if (reply.turn > newest) newest = reply.turn
    const arrived = new Set(reply.messages.map((message) => message.clientId))
    if (queue.some((one) => arrived.has(one.clientId))) keep(queue.filter((one) => !arrived.has(one.clientId)))
    if (reply.messages.length > 0 || reply.agent) listener?.messages(reply.messages, reply.agent)
  }

  /** One at a time and in order; what fails stays in the queue. */
  const flush = async (): Promise<void> => {
    if (sending) return
    sending = true
    clearTimeout(timer)
    try {
      while (queue[0]) {
        const { clientId, said } = queue[0]
        const response = await fetch(`${base}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ clientId, ...said }),
        })
        if (response.status === 429 || response.status >= 500) throw new Error('later')
        keep(queue.filter((one) => one.clientId !== clientId))
        if (response.ok) take((await response.json()) as WebChatReply)
        listener?.online(true)
      }
    } catch {
      listener?.online(false)
      timer = setTimeout(() => void flush(), retryMs)
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
    stream.onmessage = (event) => take(JSON.parse(event.data as string) as WebChatReply)
    stream.onerror = () => {
      listener?.online(false)
      // The browser comes back by itself, except after a refusal.
      if (stream?.readyState === EventSource.CLOSED) timer = setTimeout(listen, retryMs)
    }
  }

  return {
    settings: async () => {
      const response = await fetch(`${base}/settings`)
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
    waiting: () => queue,
    close: () => {
      clearTimeout(timer)
      stream?.close()
    },
  }
}

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
