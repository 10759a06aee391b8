import type { WebChatReply } from '#schemas/api/web-chat.ts'
import type { WebChatSettings } from '#schemas/channel-settings.ts'
import { eventsOf } from './event-stream.ts'
import type { Connection, ConnectionListener, LineState } from './listener.ts'
import { passed } from './passed.ts'
import { browserQueue, type Outgoing } from './queue.ts'
import { msToWait, refusalOf } from './refusals.ts'
import { type Kept, placeOf, type SiteUser, visitorKey } from './storage.ts'
import { otherTabs } from './tabs.ts'

/** What tabs tell one another: what came after turn `after`, or how the line is. */
type Told = { reply: WebChatReply; after?: number } | { state: LineState }

export class NoSuchChat extends Error {}

const retryMs = 3_000
/** Longer than this nobody looks at an empty page. */
const settingsMs = 10_000
/** What is typed is told no more often. */
const typingMs = 4_000
/** Longer than this a message is not on its way: it is sent once more, which does no harm. */
const sendMs = 20_000

/** Talks to one channel for one visitor. The visitor's key never leaves this browser but to the server, and never in an address. */
export function connect(origin: string, channelId: string, storage: Kept, user?: SiteUser): Connection {
  const place = placeOf(channelId, user)
  const base = `${origin}/chat/${encodeURIComponent(channelId)}`
  const usedName = `alur.${place}.used`
  const queue = browserQueue(place, storage)
  const tabs = otherTabs(user ? `alur ${base} ${user.id}` : `alur ${base}`)
  let listener: ConnectionListener | undefined
  let newest = 0
  /** May be ahead of it, where what came before is still on its way. */
  let seen = 0
  /** Who of us answers, as of which turn. */
  let person: WebChatReply['agent']
  let personSince = 0
  let lookedAt = false
  let greeted = false
  let typedAt = Number.NEGATIVE_INFINITY
  let listening: AbortController | undefined
  let turn = Promise.resolve()
  let sendLater: ReturnType<typeof setTimeout> | undefined

  const headers = (): Record<string, string> => ({ authorization: `Bearer ${visitorKey(storage, place)}` })
  const later = (ms: number): void => {
    clearTimeout(sendLater)
    sendLater = setTimeout(() => void flush(), ms)
  }
  const nextOf = (): Outgoing | undefined => queue.all().find(({ sent, refused }) => !sent && !refused)

  /** The chat was deleted and begun again. */
  const beginAnew = (): void => {
    newest = 0
    seen = 0
    personSince = 0
  }
  const show = ({ turn, messages, agent, typing }: WebChatReply): void => {
    if (typing) listener?.typing(typing)
    seen = Math.max(seen, turn)
    // An answer may arrive after what came over the line later.
    const changed = turn > personSince && agent?.name !== person?.name
    if (turn > personSince) {
      personSince = turn
      person = agent
    }
    let arrived = false
    for (const { clientId } of messages) if (clientId && queue.remove(clientId)) arrived = true
    if (arrived) listener?.queued()
    if (messages.length > 0 || changed) listener?.messages(messages, person)
  }
  /** What came over the line after turn `after`; what is missing in between is asked for. */
  const fresh = (reply: WebChatReply, after: number): void => {
    if (reply.anew) beginAnew()
    else if (after > newest) return void catchUp()
    newest = Math.max(newest, reply.turn)
    show(reply)
  }
  /** The answer to something this tab, or another, sent. */
  const answered = (reply: WebChatReply): void => {
    if (reply.turn === newest + 1) newest = reply.turn
    show(reply)
  }
  const state = (now: LineState): void => {
    listener?.state(now)
    tabs.tell({ state: now } satisfies Told)
  }
  tabs.hear((told: Told) => {
    if ('state' in told) listener?.state(told.state)
    else if (told.after === undefined) answered(told.reply)
    else fresh(told.reply, told.after)
  })

  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(sendMs),
    })

  /** One at a time and in order, whichever tab it was written in; what fails stays in the queue. */
  const flush = (): Promise<void> => {
    clearTimeout(sendLater)
    turn = turn
      .then(() => tabs.inTurn(sendAll))
      .catch(() => {
        state('offline')
        later(retryMs)
      })
    return turn
  }
  const sendAll = async (): Promise<void> => {
    for (let next = nextOf(); next; next = nextOf()) {
      const { clientId, said } = next
      const response = await post('messages', { clientId, ...said, ...(user ? { user } : {}) })
      if (response.status === 429) {
        state('busy')
        return later(await msToWait(response))
      }
      if (response.status >= 500) throw new Error('later')
      if (response.ok) {
        const reply = (await response.json()) as WebChatReply
        if (reply.vouched === false) console.warn('The chat does not know this user: data-user-hash does not fit.')
        if (reply.pending) queue.mark(clientId, { sent: true })
        else queue.remove(clientId)
        listener?.queued()
        answered(reply)
        tabs.tell({ reply } satisfies Told)
      } else {
        queue.mark(clientId, { refused: refusalOf(response.status, said) })
        listener?.queued()
      }
      state('online')
    }
  }

  /** Reads what this tab has not seen, page by page. */
  let catching: Promise<void> | undefined
  const catchUp = (): Promise<void> => {
    catching ??= readOn().finally(() => {
      catching = undefined
    })
    return catching
  }
  const readOn = async (): Promise<void> => {
    try {
      for (;;) {
        const response = await fetch(`${base}/messages?after=${newest}`, {
          headers: headers(),
          signal: AbortSignal.timeout(sendMs),
        })
        if (!response.ok) return
        const reply = (await response.json()) as WebChatReply
        if (reply.anew) beginAnew()
        if (reply.turn <= newest) return
        newest = reply.turn
        show(reply)
      }
    } catch {
      // Whoever has the line says that it is broken.
    }
  }

  /** Keeps the one line of this browser, and tells the other tabs what comes. */
  const keepLine = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      let wait = retryMs
      try {
        const response = await fetch(`${base}/events?after=${newest}`, { headers: headers(), signal, cache: 'no-store' })
        if (response.status === 404) return state('gone')
        if (response.status === 429) wait = await msToWait(response)
        if (!response.ok || !response.body) throw new Error('later')
        state('online')
        if (nextOf()) void flush()
        for await (const data of eventsOf(response.body)) {
          const reply = JSON.parse(data) as WebChatReply
          const after = newest
          fresh(reply, after)
          tabs.tell({ reply, after } satisfies Told)
        }
      } catch {
        if (signal.aborted) return
        state('offline')
      }
      await passed(wait, signal)
    }
  }

  const lookAgain = (): void => {
    const wanted = listener !== undefined && isVisible() && (lookedAt || storage.getItem(usedName) !== null)
    if (!wanted) {
      listening?.abort()
      listening = undefined
    } else if (!listening) {
      listening = new AbortController()
      const { signal } = listening
      void tabs.lead(
        signal,
        () => keepLine(signal),
        () => void catchUp(),
      )
    }
  }
  const use = (): void => {
    storage.setItem(usedName, '1')
    lookAgain()
  }
  /** Another tab wrote something, or sent it. */
  const elsewhere = ({ key }: StorageEvent): void => {
    if (!queue.holds(key)) return
    listener?.queued()
    if (nextOf()) later(retryMs)
  }
  const back = (): void => void (nextOf() && flush())
  /** The network went or came: a line from before may be dead without anybody saying so. */
  const lineAnew = (): void => {
    listening?.abort()
    listening = undefined
    lookAgain()
    back()
  }
  if (typeof document !== 'undefined') {
    document.addEventListener('visibilitychange', lookAgain)
    window.addEventListener('storage', elsewhere)
    window.addEventListener('online', lineAnew)
    window.addEventListener('offline', lineAnew)
  }

  return {
    origin,
    settings: async () => {
      const response = await fetch(`${base}/settings`, { signal: AbortSignal.timeout(settingsMs) })
      if (response.status === 404) throw new NoSuchChat(`there is no chat ${channelId}`)
      if (!response.ok) throw new Error(`this chat answers ${response.status}`)
      return (await response.json()) as WebChatSettings
    },
    open: (given) => {
      listener = given
      lookAgain()
      back()
    },
    look: (open) => {
      lookedAt = open
      lookAgain()
    },
    greetMe: () => {
      if (greeted) return
      greeted = true
      void post('opened', {})
        .then(async (response) => {
          const reply = response.ok ? ((await response.json()) as WebChatReply) : undefined
          if (!reply || reply.turn === 0) return
          use()
          answered(reply)
          tabs.tell({ reply } satisfies Told)
        })
        .catch(() => {
          greeted = false
        })
    },
    send: (said) => {
      const made = queue.add(said)
      listener?.queued()
      use()
      void flush()
      return made
    },
    typing: () => {
      if (!person || performance.now() - typedAt < typingMs) return
      typedAt = performance.now()
      post('typing', {}).catch(() => {})
    },
    sendAgain: (clientId) => {
      queue.mark(clientId, {})
      listener?.queued()
      void flush()
    },
    withdraw: (clientId) => {
      queue.remove(clientId)
      listener?.queued()
    },
    waiting: () => queue.all(),
    seen: () => seen,
    close: () => {
      clearTimeout(sendLater)
      listening?.abort()
      tabs.close()
      if (typeof document === 'undefined') return
      document.removeEventListener('visibilitychange', lookAgain)
      window.removeEventListener('storage', elsewhere)
      window.removeEventListener('online', lineAnew)
      window.removeEventListener('offline', lineAnew)
    },
  }
}

const isVisible = (): boolean => typeof document === 'undefined' || document.visibilityState === 'visible'
