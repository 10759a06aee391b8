import type { IncomingContent } from '#schemas/message.ts'
import { trimmed } from '../clean.ts'
import type { Visit } from '../contract.ts'
import { addDays, dayOf, instantOf, localIso } from '../dates.ts'
import { readEmail } from '../read-email.ts'
import { countryOf, readPhone } from '../read-phone.ts'
import { textOf } from '../understand.ts'
import { readDate } from './read-date.ts'
import { readNumber } from './read-number.ts'
import type { AskQuestionConfig } from './schema.ts'
import { fitText } from './text-rules.ts'

/** What an answer comes to. `unsure` where it may mean something else, as a date may: then it is said back before it is kept. */
export interface AnswerRead {
  value: string | number
  unsure?: boolean
  /** It is not whole: the time of a day was said, and not understood. */
  lacks?: 'time'
}

type Reader = (text: string, visit: Visit<AskQuestionConfig>, content: IncomingContent) => string | number | AnswerRead | null

/** The answer in the form it is kept in; null when it is not what was asked for. */
export function readAnswer(visit: Visit<AskQuestionConfig>, content: IncomingContent): AnswerRead | null {
  const read = readers[visit.config.answer](textOf(content).trim(), visit, content)
  return read === null || typeof read === 'object' ? read : { value: read }
}

const readers: Record<AskQuestionConfig['answer'], Reader> = {
  text: (text, { config }) => fitText(trimmed(text.slice(0, 4000)), config),
  number(text, { config, language }) {
    const number = readNumber(text, language, config)
    return number !== null && number >= (config.min ?? -Infinity) && number <= (config.max ?? Infinity) ? number : null
  },
  email: readEmail,
  phone(text, { config, contact, country: ofWorkspace }, content) {
    const shared = content.kind === 'contacts' ? content.contacts[0]?.phones[0] : undefined
    const country = config.defaultCountry ?? (contact.phone ? countryOf(contact.phone) : undefined) ?? ofWorkspace
    return readPhone(shared ?? text, country)
  },
  date(text, { config, language, services, timeZone }) {
    const { earliest, latest, time = 'none' } = config
    const now = services.now()
    const today = dayOf(now, timeZone)
    const past = latest !== undefined && latest <= 0
    const read = readDate(text, { language, today, now, past, ...(timeZone ? { timeZone } : {}) })
    if (read === null || (time === 'needed' && read.time === undefined)) return null
    const { day } = read
    if (earliest !== undefined && day < addDays(today, earliest)) return null
    if (latest !== undefined && day > addDays(today, latest)) return null
    // Nobody said that the past is meant, and it is not long ago: a year that was mistyped, more often than not.
    const strange = !past && earliest === undefined && day < today && day > addDays(today, -730)
    if (time !== 'none' && read.timeUnclear) return { value: day, lacks: 'time' }
    const kept = time === 'none' ? undefined : read.time
    return {
      value: kept === undefined ? day : localIso(instantOf(day, kept, timeZone), timeZone),
      ...(!read.sure || strange ? { unsure: true } : {}),
    }
  },
}
