import type { SentMessage } from '#tests/peers/whatsapp/peer.ts'
import { messagesBody, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { seed } from '#tests/support/seed.ts'
import { postOf } from './connection.ts'
import { type Chat, lineOf, messagesPerChat, type Work } from './work.ts'

export interface WebhookWork extends Work {
  /** The peer was sent a message. */
  arrived(message: SentMessage): void
}

let runs = 0

/**
 * Customers who write on WhatsApp: a message is answered when its webhook was acknowledged *and* the reply has reached the peer.
 * The first `chats` chats are signed beforehand.
 */
export function webhookWork(url: string, chats: number): WebhookWork {
  const run = String(process.pid % 1000).padStart(3, '0') + String(runs++).padStart(2, '0')
  // By customer, what came first: the reply's text, or the acknowledgement with what is to be done when the reply comes.
  const half = new Map<string, string | (() => void)>()
  const customer = (chat: Chat): string => `${run}${String(chat.number).padStart(7, '0')}`
  const make = (chat: Chat): string => {
    const { text, choice } = lineOf(chat)
    const from = customer(chat)
    const say = choice ? says.button(choice.id, choice.label) : says.text(text as string)
    const { body, headers } = signed(seed, messagesBody(seed, [{ say, from, id: `wamid.${from}.${chat.step}` }]))
    return postOf(url, `/webhooks/whatsapp/${seed.whatsApp}`, headers, body)
  }
  const prepared = Array.from({ length: chats * messagesPerChat }, (_, i) =>
    make({ number: Math.floor(i / messagesPerChat), step: i % messagesPerChat }),
  )
  return {
    request: (chat) => prepared[chat.number * messagesPerChat + chat.step] ?? make(chat),
    answered: (chat, { status }, done) => {
      if (status !== 200) return done(false)
      const key = customer(chat)
      const judge = (): void => {
        const said = half.get(key) as string
        half.delete(key)
        done(said === lineOf(chat).expected)
      }
      if (half.has(key)) judge()
      else half.set(key, judge)
    },
    arrived: ({ to, body }) => {
      const waiting = half.get(to)
      half.set(to, textOf(body))
      if (typeof waiting === 'function') waiting()
    },
  }
}

function textOf(body: Record<string, unknown>): string {
  const { text, interactive } = body as { text?: { body: string }; interactive?: { body: { text: string } } }
  return text?.body ?? interactive?.body.text ?? ''
}
