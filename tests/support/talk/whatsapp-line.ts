import { expect } from 'vitest'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import type { Choice } from '#schemas/message.ts'
import type { WhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type Said, says } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed } from '../seed.ts'
import { allSent } from './all-sent.ts'
import type { Line, Sent } from './line.ts'

/** A phone that writes to the shop's number: signed webhooks in, and out only what the vendor's stand-in accepted. */
export function whatsAppLine(peer: WhatsAppPeer, phone: string, name = ''): Line {
  const conversationId = conversationIdOf(seed.whatsApp, phone)
  let heard = 0
  let turn = 0
  return {
    conversationId,
    async send({ url, engine }, sent) {
      const all = sent.map((what): Said => {
        const replyTo = 'tap' in what ? what.of : undefined
        return { from: phone, name, say: dialect(what), ...(replyTo ? { replyTo } : {}) }
      })
      expect(await peer.deliver(`${url}/webhooks/whatsapp/${seed.whatsApp}`, all, { batch: true })).toEqual([200])
      await engine.queue.idle()
    },
    async heard(server) {
      turn = await allSent(server, conversationId, turn)
      expect(peer.refused()).toEqual([])
      const mine = peer.sent().filter(({ to }) => to === phone)
      const fresh = mine.slice(heard)
      heard = mine.length
      return fresh.map(({ providerId, body }) => ({ ...drawnFrom(body as unknown as SentBody), shownAs: providerId }))
    },
    close: async () => {},
  }
}

function dialect(what: Sent): Record<string, unknown> {
  if ('text' in what) return says.text(what.text)
  if ('kind' in what) return says.kind(what.kind)
  return (what.drawnAs === 'list' ? says.row : says.button)(what.tap.id, what.tap.label)
}

interface SentBody {
  type: string
  text: { body: string }
  interactive: { type: string; body: { text: string }; action: { button: string; buttons: Reply[]; sections: { rows: Row[] }[] } }
}
interface Row {
  id: string
  title: string
  description?: string
}
interface Reply {
  reply: Row
}

/** What a phone shows for a body. */
function drawnFrom({ type, text, interactive }: SentBody): DrawnMessage {
  if (type === 'text') return { kind: 'text', text: text.body }
  if (type !== 'interactive') throw new Error(`no conversation here sends a ${type}`)
  const { action, body } = interactive
  const choice = ({ id, title, description }: Row): Choice => ({ id, label: title, ...(description ? { description } : {}) })
  if (interactive.type === 'button')
    return { kind: 'buttons', text: body.text, buttons: action.buttons.map(({ reply }) => choice(reply)) }
  return { kind: 'list', text: body.text, button: action.button, rows: action.sections.flatMap(({ rows }) => rows.map(choice)) }
}
