import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { IncomingContent } from '#schemas/message.ts'
import type { Visit } from '../contract.ts'
import { addDays, dayOf } from '../dates.ts'
import { latinDigits } from '../normalise.ts'
import { textOf } from '../understand.ts'
import { readDate } from './read-date.ts'
import { readNumber } from './read-number.ts'
import type { AskQuestionConfig } from './schema.ts'

type Reader = (text: string, visit: Visit<AskQuestionConfig>, content: IncomingContent) => string | number | null

/** The answer in the form it is kept in; null when it is not what was asked for. */
export const readAnswer = (visit: Visit<AskQuestionConfig>, content: IncomingContent): string | number | null =>
  readers[visit.config.answer](textOf(content).trim(), visit, content)

const readers: Record<AskQuestionConfig['answer'], Reader> = {
  text: (text) => text.slice(0, 4000) || null,
  number(text, { config, language }) {
    const number = readNumber(text, language)
    return number !== null && number >= (config.min ?? -Infinity) && number <= (config.max ?? Infinity) ? number : null
  },
  email: readEmail,
  phone(text, { config, contact }, content) {
    const shared = content.kind === 'contacts' ? content.contacts[0]?.phones[0] : undefined
    const own = contact.phone ? parsePhoneNumberFromString(contact.phone)?.country : undefined
    const country = (config.defaultCountry as CountryCode | undefined) ?? own
    const phone = parsePhoneNumberFromString(
      latinDigits((shared ?? text).slice(0, 250)),
      country ? { defaultCountry: country } : {},
    )
    return phone?.isValid() ? phone.number : null
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

/** The one address in a text, also within a sentence. Whether it receives mail only a mail can tell. */
function readEmail(text: string): string | null {
  const found =
    text
      .slice(0, 1000)
      .normalize('NFKC')
      .match(/[^\s@<>()[\]\\,;:"]+@[\p{L}\p{N}.-]+/gu) ?? []
  const [local = '', host = ''] = found.length === 1 ? (found[0] as string).replace(/[.-]+$/, '').split('@') : []
  const domain = host.toLowerCase()
  const fits =
    /^[^.]+(\.[^.]+)*$/.test(local) &&
    local.length <= 64 &&
    /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u.test(domain)
  return fits && local.length + domain.length < 254 ? `${local}@${domain}` : null
}
