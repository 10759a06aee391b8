import { dayOf, instantOf } from '#nodes/dates.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Agenda } from './agenda.ts'
import type { Business } from './business.ts'
import type { Chat, Chats } from './chats.ts'
import { phrasesIn } from './phrases.ts'
import type { Chance } from './random.ts'

/** Why they close a chat, where they say so. */
const reasons = ['Answered', 'Parcel found', 'Exchange arranged', 'Refund made', 'Nothing more to do']

/**
 * The agents of the demo: they take what is handed over, answer, and close it; at night it waits for the morning. From `rushFrom` on
 * they cannot keep up, so that whoever opens the demo finds people waiting.
 */
export function desk(agenda: Agenda, chance: Chance, rushFrom: number): (chats: Chats, chat: Chat) => void {
  return (chats, chat) => {
    const { business, agentIds } = chat.shop
    const agentId = chance.pick(agentIds)
    const words = phrasesIn(chat.customer.language)
    const reply = (text: string) => () =>
      chats.acts(chat, agentId, { do: 'reply', text, clientId: `${chat.turn}-${Math.floor(chance.next() * 1e9)}` })

    if (chance.happens(0.3))
      chats.later(chance.seconds(80), () => chats.says(chat, { kind: 'text', text: chance.pick(words.waiting) }))
    if (agenda.now() > rushFrom && chance.happens(0.6)) return
    const begins = whenOpen(business, agenda.now() + chance.seconds(260, 1) * 1000, chance)
    const takesAfter = (begins - agenda.now()) / 1000
    chats.later(takesAfter, () => chats.acts(chat, agentId, { do: 'take' }))
    let after = takesAfter + chance.seconds(50)
    chats.later(after, reply(chance.pick(words.reply)))
    if (chance.happens(0.55)) {
      after += chance.seconds(180)
      chats.later(after, reply(chance.pick(words.followUp)))
    }
    const end = chance.weighed({ close: 90, 'hand-back': 6, stay: 4 })
    // What is not settled today is asked after tomorrow.
    if (end === 'stay') return chats.later(after, () => chats.acts(chat, agentId, remindTomorrow(agenda.now(), chat)))
    const why = end === 'close' && chance.happens(0.4) ? { reason: chance.pick(reasons) } : {}
    chats.later(after + chance.seconds(420), () => chats.acts(chat, agentId, { do: end, ...why }))
  }
}

const remindTomorrow = (now: number, { turn }: Chat) =>
  ({
    do: 'remind',
    at: instantAt(now + 86_400_000),
    text: 'Ask whether it has been solved',
    clientId: `reminder-${turn}`,
  }) as const

/** `at` while the desk is open, else some time after it opens. */
function whenOpen({ season: { timeZone }, desk: { opens, closes } }: Business, at: number, chance: Chance): number {
  const opening = (day: string) => Date.parse(instantOf(day, `${String(opens).padStart(2, '0')}:00`, timeZone))
  const today = opening(dayOf(instantAt(at), timeZone))
  const isOpen = at >= today && at < today + (closes - opens) * 3_600_000
  if (isOpen) return at
  return (at < today ? today : today + 86_400_000) + chance.seconds(1500) * 1000
}
