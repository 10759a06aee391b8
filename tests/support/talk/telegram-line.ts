import { expect } from 'vitest'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { messageIdOf, placeOf } from '#runtime/channels/telegram/message-id.ts'
import { buttonsOf, type SentMessage, type TelegramPeer } from '#tests/peers/telegram/peer.ts'
import type { Said } from '#tests/peers/telegram/updates.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed } from '../seed.ts'
import { allSent } from './all-sent.ts'
import type { Line, Sent } from './line.ts'

/** A person who writes to the shop's bot: updates in through the webhook that it set up, and out only what the vendor's stand-in took. */
export function telegramLine(peer: TelegramPeer, id: number, name = ''): Line {
  const conversationId = conversationIdOf(seed.telegram, String(id))
  let heard = 0
  let turn = 0
  return {
    conversationId,
    async send({ engine }, sent) {
      const statuses = await peer.brings({ id, name }, sent.map(said))
      expect(statuses).toEqual(sent.map(() => 200))
      await engine.queue.idle()
    },
    async heard(server) {
      turn = await allSent(server, conversationId, turn)
      expect(peer.refused()).toEqual([])
      const mine = peer.sent().filter(({ chatId }) => chatId === id)
      const fresh = mine.slice(heard)
      heard = mine.length
      return fresh.map((message) => ({ ...drawnFrom(message), shownAs: messageIdOf(id, message.messageId) }))
    },
    close: async () => {},
  }
}

function said(what: Sent): Said {
  if ('text' in what) return what
  if ('kind' in what) throw new Error(`no conversation over Telegram sends a ${what.kind}`)
  const place = placeOf(what.of ?? '')
  if (!place) throw new Error('a button stands under a message')
  return { press: { data: what.tap.id, messageId: place.messageId } }
}

/** What a phone shows for a message. */
function drawnFrom(message: SentMessage): DrawnMessage {
  const { method, params } = message
  if (method !== 'sendMessage') throw new Error(`no conversation here uses ${method}`)
  const text = String(params.text)
  const buttons = buttonsOf(message).map(({ text: label, callback_data: id }) => ({ id, label }))
  return buttons.length > 0 ? { kind: 'buttons', text, buttons } : { kind: 'text', text }
}
