import type { IncomingContent } from '#schemas/message.ts'
import { trimmed } from '../clean.ts'
import type { Visit } from '../contract.ts'
import { addDays, dayOf } from '../dates.ts'
import { textOf } from '../understand.ts'
import { readDate } from './read-date.ts'
import { readEmail } from './read-email.ts'
import { readNumber } from './read-number.ts'
import { countryOf, readPhone } from './read-phone.ts'
import type { AskQuestionConfig } from './schema.ts'

type Reader = (text: string, visit: Visit<AskQuestionConfig>, content: IncomingContent) => string | number | null

/** The answer in the form it is kept in; null when it is not what was asked for. */
export const readAnswer = (visit: Visit<AskQuestionConfig>, content: IncomingContent): string | number | null =>
  readers[visit.config.answer](textOf(content).trim(), visit, content)

const readers: Record<AskQuestionConfig['answer'], Reader> = {
  text: (text) => trimmed(text.slice(0, 4000)) || null,
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
    const today = dayOf(services.now(), timeZone)
    const day = readDate(text, language, today)
    if (day === null) return null
    const tooEarly = config.earliest !== undefined && day < addDays(today, config.earliest)
    const tooLate = config.latest !== undefined && day > addDays(today, config.latest)
    return tooEarly || tooLate ? null : day
  },
}
