import { weekdays } from '#schemas/calendar.ts'
import { chatFacts } from '#schemas/doctor/facts.ts'
import type { Visit } from '../contract.ts'
import { momentOf } from '../dates.ts'

/** What a rule may look at that is no variable: a reserved path for each. */
export type FactName = (typeof chatFacts)[number]

export const isFact = (path: string): path is FactName => (chatFacts as readonly string[]).includes(path)

type Facts = Pick<Visit, 'language' | 'channel' | 'timeZone' | 'services'>

/** The fact for this chat, now, where the workspace is: `zh-Hant`, `whatsapp`, `18:05`, `mon`, `open` or `closed`. */
export function factOf(name: FactName, { language, channel, timeZone, services }: Facts): string {
  if (name === 'chat.language') return language
  if (name === 'chat.channel') return channel.kind
  if (name === 'chat.hours') return services.opening().open ? 'open' : 'closed'
  const now = momentOf(services.now(), timeZone)
  if (name === 'chat.time') return now?.time?.slice(0, 5) ?? ''
  const sinceMonday = (new Date(`${now?.day}T00:00:00Z`).getUTCDay() + 6) % 7
  return weekdays[sinceMonday] ?? ''
}
