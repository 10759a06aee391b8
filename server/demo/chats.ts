import { dialects } from '#runtime/channels/dialects.ts'
import { messageIdOf } from '#runtime/channels/email/message-id.ts'
import { render } from '#runtime/render.ts'
import type { IncomingContent, OutgoingMessage } from '#schemas/message.ts'
import type { AgentAction, Turn } from '#schemas/turn.ts'
import { visitorIdOf } from '../engine/ids.ts'
import type { Simulated } from '../simulation.ts'
import type { Agenda } from './agenda.ts'
import { answerTo, type Customer, type Question } from './customer.ts'
import { writeMail } from './mail.ts'
import type { Shop } from './open-shop.ts'
import { phrasesIn } from './phrases.ts'
import type { Chance } from './random.ts'

export interface Chat {
  shop: Shop
  customer: Customer
  /** Empty until they have written. */
  conversationId: string
  messages: number
  /** The newest turn; who planned something at an older one thinks again. */
  turn: number
  /** By mail: its subject, the ids of the thread so far, and what the shop said last in it. */
  thread?: { subject: string; references: string[]; said: string }
}

/** The people of the demo: what they do is put on the agenda, and done through the server's own use cases. */
export interface Chats {
  open(shop: Shop, customer: Customer): Chat
  says(chat: Chat, content: IncomingContent): Promise<void>
  acts(chat: Chat, agentId: string, action: AgentAction): Promise<void>
  later(seconds: number, event: () => Promise<void> | void): void
  /** How many turns were taken. */
  turns(): number
}

export interface ChatsParts {
  server: Simulated
  agenda: Agenda
  chance: Chance
  /** A chat that needs a person. */
  handedOver(chats: Chats, chat: Chat): void
}

export function startChats({ server, agenda, chance, handedOver }: ChatsParts): Chats {
  const { engine, simulation, outbox } = server
  const chatOf = new Map<string, Chat>()
  let taken = 0

  const chats: Chats = {
    open(shop, customer) {
      const { channelId, address } = placeOf(shop, customer)
      const key = keyOf(channelId, address)
      const chat = chatOf.get(key) ?? { shop, customer, conversationId: '', messages: 0, turn: 0 }
      chatOf.set(key, chat)
      // Whoever comes for something else begins a mail of its own.
      delete chat.thread
      return chat
    },
    async says(chat, content) {
      const { shop, customer } = chat
      const { channelId, address: externalId } = placeOf(shop, customer)
      const id = `${externalId}.m${chat.messages++}`
      if (customer.mail) await simulation.mails(channelId, mailOf(chat, id, content))
      else await simulation.says({ workspaceId: shop.workspaceId, channelId, channelKind: 'web-chat', externalId }, id, content)
      await outbox.idle()
    },
    async acts({ shop: { workspaceId }, conversationId }, agentId, action) {
      await simulation.acts({ workspaceId, agentId }, conversationId, action)
      await outbox.idle()
    },
    later: (seconds, event) => agenda.at(agenda.now() + seconds * 1000, event),
    turns: () => taken,
  }

  engine.turnListeners.add((turn) => {
    taken += 1
    const { channel, address } = turn.state
    const chat = chatOf.get(keyOf(channel.id, address))
    if (chat) react(chat, turn)
  })
  return chats

  /** Everybody looks at what a turn said, and plans what to do about it. */
  function react(chat: Chat, turn: Turn): void {
    chat.turn = turn.number
    chat.conversationId = turn.state.conversationId
    reads(chat, turn)
    const { owner, session } = turn.state
    const waiting = owner.kind === 'flow' ? session?.at : undefined
    if (waiting?.until) agenda.at(Date.parse(waiting.until), () => ring(chat, waiting.visitId))
    const question = waiting && questionOf(chat, turn, waiting.nodeId)
    if (question) {
      const answer = answerTo(chat.shop.business, chat.customer, question, chance)
      if (answer) chats.later(answer.after, () => unlessMovedOn(chat, turn, () => chats.says(chat, answer.content)))
    }
    if (turn.effects.some(({ kind }) => kind === 'hand-off')) handedOver(chats, chat)
    if (turn.event.kind === 'agent' && turn.event.action.do === 'reply' && chance.happens(0.6)) {
      const text = chance.pick(phrasesIn(chat.customer.language).thanks)
      chats.later(chance.seconds(70), () => unlessMovedOn(chat, turn, () => chats.says(chat, { kind: 'text', text })))
    }
  }

  async function ring({ conversationId }: Chat, visitId: string): Promise<void> {
    if (engine.newest.get(conversationId)?.state.session?.at?.visitId === visitId) await simulation.rings(conversationId)
  }

  /** What somebody writes, in the thread they are in or as the first of one. */
  function mailOf(chat: Chat, id: string, content: IncomingContent): Buffer {
    const { shop, customer } = chat
    const { mail: from = { name: '', address: '' }, language } = customer
    const words = content.kind === 'text' ? content.text : content.kind === 'choice' ? content.label : ''
    const messageId = `<${id}>`
    const to = shop.mailbox?.address ?? ''
    const about = { from, to, messageId, words, at: agenda.now() }
    chat.thread ??= { subject: chance.pick(phrasesIn(language).subjects), references: [], said: '' }
    const { subject, references, said } = chat.thread
    const answers = said ? { answers: { from: shop.business.workspace, words: said, references: [...references] } } : {}
    references.push(messageId)
    return writeMail({ ...about, subject, ...answers })
  }
}

/** Where somebody writes to a shop, and what they are known by there. */
function placeOf({ channelId, mailbox }: Shop, { key, mail }: Customer): { channelId: string; address: string } {
  return mail && mailbox ? { channelId: mailbox.channelId, address: mail.address } : { channelId, address: visitorIdOf(key) }
}

/** What the shop said by mail is what is answered next. */
function reads({ thread, shop }: Chat, { say }: Turn): void {
  if (!thread || !shop.mailbox) return
  for (const { id, message } of say) {
    thread.references.push(messageIdOf(id, shop.mailbox.address))
    thread.said = wordsIn(message)
  }
}

const wordsIn = (message: OutgoingMessage): string =>
  render(message, dialects.email.capabilities)
    .drawn.flatMap((part) => ('text' in part ? [part.text] : []))
    .join('\n')

const keyOf = (channelId: string, externalId: string): string => `${channelId} ${externalId}`

const unlessMovedOn = (chat: Chat, { number }: Turn, event: () => Promise<void>): Promise<void> | undefined =>
  chat.turn === number ? event() : undefined

/** What the flow asked last, and the node that asks it. */
function questionOf(chat: Chat, turn: Turn, nodeId: string): Question | undefined {
  const message = turn.say.at(-1)?.message
  const node = chat.shop.business.versions[1].nodes.find(({ id }) => id === nodeId)
  return message && node ? { node, message, unasked: turn.event.kind === 'timer' } : undefined
}
