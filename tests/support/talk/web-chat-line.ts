import { expect } from 'vitest'
import { capabilities } from '#runtime/channels/web-chat/capabilities.ts'
import { render } from '#runtime/render.ts'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed } from '../seed.ts'
import type { Line, Sent } from './line.ts'

/** A visitor of the shop's page: real HTTP to the door, with a key that only this browser has. */
export function webChatLine(visitor: number): Line {
  const key = `visitor-${String(visitor).padStart(32, '0')}`
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  let said = 0
  let seen = 0
  return {
    conversationId: conversationIdOf(seed.webChat, visitorIdOf(key)),
    async send({ url, engine }, sent) {
      const posted = sent.map(async (what) => {
        const body = JSON.stringify({ clientId: `m${said++}`, ...contentOf(what) })
        const { status } = await fetch(`${url}/chat/${seed.webChat}/messages`, { method: 'POST', headers, body })
        expect([200, 202]).toContain(status)
      })
      await Promise.all(posted)
      await engine.queue.idle()
    },
    async heard({ url }) {
      const response = await fetch(`${url}/chat/${seed.webChat}/messages?after=${seen}`, { headers })
      const { turn, messages } = (await response.json()) as WebChatReply
      seen = Math.max(seen, turn)
      return messages.flatMap(({ id, from, message }) =>
        from === 'visitor' || message.kind === 'incoming'
          ? []
          : render(message, capabilities).drawn.map((drawn) => ({ ...drawn, shownAs: id })),
      )
    },
    close: async () => {},
  }
}

function contentOf(what: Sent): Record<string, unknown> {
  if ('text' in what) return what
  if ('tap' in what) return { choice: { id: what.tap.id, label: what.tap.label }, ...(what.of ? { replyTo: what.of } : {}) }
  throw new Error(`a web chat cannot send a ${what.kind}`)
}
