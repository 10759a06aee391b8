import type { Language } from '#schemas/text.ts'
import { type Day, dayFrom, momentOf } from '../dates.ts'
import { dated, exact, nextSuch, ofRepublic, yearOf } from './calendar-day.ts'
import type { DateContext, Found } from './date-context.ts'
import { isDoubtful, undenied } from './date-doubts.ts'
import { anyOf, bare, feasts, known, months } from './date-words.ts'
import { monthAway, yearAway } from './months-away.ts'
import { hanNumber } from './number-words.ts'
import { byChrono } from './read-date-by-chrono.ts'
import { hoursAhead } from './read-hours-ahead.ts'
import { relativeDays, saysPast } from './read-relative-day.ts'
import { readTime, saysTime } from './read-time.ts'
import { weekdayIn } from './read-weekday.ts'

export interface DateRead {
  day: Day
  /** `HH:MM`, when the answer says one. */
  time?: string
  /** An hour is said that no clock shows, or more than one, or in words that were not understood. */
  timeUnclear?: boolean
  /** False where the text may mean another day or time: then it is said back. */
  sure: boolean
}

/**
 * The day, and the time if there is one, that an answer names, in a sentence or alone: 24/12/2026 in the language's order, 24th, 24號,
 * 十二月二十四日, 24 thg 12, in 3 days, besok, النهارده. Null when it names none, or only one that it denies. Without a year it is the
 * next such day, or the last one where the words say so.
 */
export function readDate(text: string, context: DateContext): DateRead | null {
  const moment = momentOf(text.slice(0, 100), context.timeZone)
  if (moment && !/^\W*\d+\W*$/.test(text))
    return { day: moment.day, sure: true, ...(moment.time ? { time: moment.time.slice(0, 5) } : {}) }
  const heard = undenied(text, context)
  if (heard === null) return null
  const said = hanDigits(bare(heard.text))
  const sure = heard.sure && !isDoubtful(said)
  const ahead = hoursAhead(said, context)
  if (ahead && dayIn(ahead.rest, context) === null) return { day: ahead.day, time: ahead.time, sure: ahead.sure && sure }
  const time = readTime(said)
  const rest = time?.rest ?? said
  const meant = { ...context, ...yearMeant(rest, context) }
  const unread = ranged.test(said) || monthAway(said) !== null
  const found = dayIn(rest, meant) ?? (time ? dayIn(said, meant) : null) ?? (unread ? null : byChrono(heard.text, context))
  if (found === null) return null
  const clock = time ? { time: time.time } : {}
  const unclear = saysTime(rest) ? { timeUnclear: true } : {}
  return { day: found.day, sure: found.sure && sure && (time?.sure ?? true), ...clock, ...unclear }
}

/** “Next year”, and the past where only that can be meant: “last friday”, “24 desember lalu”. */
function yearMeant(said: string, { today, past }: DateContext): Pick<DateContext, 'year' | 'past'> {
  const away = yearAway(said)
  if (away !== null) return { year: Number(today.slice(0, 4)) + away }
  return past || saysPast(said) ? { past: true } : {}
}

function dayIn(said: string, context: DateContext): Found | null {
  const named = readers.flatMap((read) => read(said, context))
  const days = new Set(named.map(({ day }) => day))
  const weekday = weekdayIn(said, context)
  const first = named[0]
  if (first) {
    const fits = weekday === null || new Date(first.day).getUTCDay() === weekday.of
    const agrees = relativeDays(said, context, null)?.day ?? first.day
    const alone = days.size === 1 && agrees === first.day && !ranged.test(said) && !listed(context).test(said)
    return { day: alone ? first.day : startOf(said, first.day), sure: first.sure && alone && fits }
  }
  if (ranged.test(said)) return null
  const month = monthAway(said)
  if (month !== null) return dayOfMonth(said, context, month)
  const numbered = dayOfMonth(said, context)
  // “Friday the 11th” is the 11th, and said back when that is none.
  if (numbered && weekday) return { day: numbered.day, sure: numbered.sure && new Date(numbered.day).getUTCDay() === weekday.of }
  const relative = relativeDays(said, context, weekday) ?? numbered
  if (relative === null) return feastIn(said, context)
  const apart = feastIn(said, context) || listed(context).test(said) || (weekday && nthOfMonth(context).test(said))
  return { day: relative.day, sure: relative.sure && !apart }
}

/** Christmas and its like are said back: the day, or the time of year. */
function feastIn(said: string, context: DateContext): Found | null {
  const [month, day] = feasts.get(known(anyOf(feasts.keys())).exec(said)?.[0] ?? '') ?? []
  const found = dated(/(?<!\d)20\d\d(?!\d)/.exec(said)?.[0], month, day, context)
  return found && { day: found.day, sure: false }
}

/** “The first friday of december”, of which only the friday is understood here. */
const nthOfMonth = ({ language }: DateContext): RegExp =>
  known(`(?:of|in|bulan|thang|เดือน|شهر) ?(?:${anyOf(months(language).keys())})`)

/** “24-26 dec”, “dec 24, 25”, “24、25號”: more days than one by signs alone. */
const listed = ({ language }: DateContext): RegExp => {
  const [name, day] = [`(?:${anyOf(months(language).keys())})`, '(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?']
  const more = `${day} ?[號号日]? ?[-~&+,/、和及與与] ?(?:the )?\\d{1,2}(?!\\d)(?:st|nd|rd|th)?`
  return known(`${more} ?(?:${name}|[號号日])|${name} ?${more}(?! ?:)`)
}

/** Where a range begins: “24 to 26 december” is said back as the 24th. */
function startOf(said: string, last: Day): Day {
  const [, from, to] =
    /(\d{1,2})(?:st|nd|rd|th)? ?[號号日]? ?(?:to|till|until|through|-|~|至|到|sampai|hingga|den|ถึง|حتي|الي|الى) ?(?:the )?(\d{1,2})(?!\d)/.exec(
      said,
    ) ?? []
  const [year, month, day] = last.split('-').map(Number) as [number, number, number]
  const start = Number(to) === day && Number(from) < day ? dayFrom(year, month, Number(from)) : null
  return start ?? last
}

/** “24 or 25 december”, “2 to 3 weeks”. */
const ranged = /\d(?:st|nd|rd|th)? ?(?:or|to|and|&|至|到|或|hoac|den|atau|sampai|หรือ|ถึง|او) ?(?:the )?\d/

type Reader = (said: string, context: DateContext) => Found[]

/** Dates by number and by month. Each takes what it found out of the next one's sight by being tried in this order. */
const readers: Reader[] = [
  (said, context) =>
    all(said, /(?<![\d./-])(\d{1,4}) ?([./-]| ) ?(\d{1,2}) ?\2 ?(\d{1,4})(?![\d/-]|\.\d)/g, ([, a = '', sign, b = '', c = '']) =>
      threeNumbers(a, b, c, context, sign === ' '),
    ),
  (said) => all(said, /(?<!\d)((?:20|25)\d\d)([01]\d)([0-3]\d)(?!\d)/g, ([, y, m, d]) => exact(yearOf(Number(y)), m, d)),
  (said) => all(said, /(?<!\d)([0-3]\d)([01]\d)((?:20|25)\d\d)(?!\d)/g, ([, d, m, y]) => exact(yearOf(Number(y)), m, d)),
  (said, context) =>
    all(said, /(民[國国] ?)?(?:(\d{2,4}) ?年 ?)?(\d{1,2}) ?月 ?(?:份)?(\d{1,2})(?!\d)/g, ([, republic, y, m, d]) =>
      republic || y?.length === 3 ? ofRepublic(y, m, d, Boolean(republic)) : dated(y, m, d, context),
    ),
  (said, context) =>
    all(said, /(?<!\d)(\d{1,2}) ?(?:thang|thg\.?|شهر) ?(\d{1,2})(?:[ ,/-]*(?:nam )?(\d{4}))?(?!\d)/g, ([, d, m, y]) =>
      dated(y, m, d, context),
    ),
  withMonthName,
  twoNumbers,
]

function all(said: string, pattern: RegExp, read: (match: RegExpMatchArray) => Found | null): Found[] {
  return [...said.matchAll(pattern)].flatMap((match) => read(match) ?? [])
}

function withMonthName(said: string, context: DateContext): Found[] {
  const names = months(context.language)
  const name = `(?<month>${anyOf(names.keys())})`
  const link = ' ?(?:of |de |del |من |شهر |เดือน ?|bulan |[./-])? ?'
  const year =
    "(?:[ ,./-]*(?:de |del |พ\\.?ศ\\.? ?|ค\\.?ศ\\.? ?|year |tahun |سنه |عام )?(?<year>\\d{4})(?!\\d)|[ ,./-]*'?(?<short>\\d{2})(?= *[.!?]?$))?"
  const dayFirst = `(?:(?<before>(?:19|20|25)\\d\\d) )?(?<![\\d.:])(?<day>\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.)?${link}${name}\\.?${year}`
  const monthFirst = `(?:(?<before>(?:19|20|25)\\d\\d) )?${name}\\.? ?(?:the )?(?<day>\\d{1,2})(?![\\d:])(?:st|nd|rd|th)?${year}`
  for (const pattern of [dayFirst, monthFirst]) {
    const found = all(said, known(pattern), ({ groups = {} }) => {
      const month = names.get((groups.month ?? '').trim())
      return month === undefined
        ? null
        : dated(groups.before ?? groups.year ?? groups.short, String(month + 1), groups.day, context)
    })
    if (found.length > 0) return found
  }
  return []
}

/** 24/12 anywhere; 24-12 and 24.12 only alone: in a sentence they are a range or a price. */
function twoNumbers(said: string, context: DateContext): Found[] {
  if (/\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(said)) return []
  const alone = /^(?:ngay |วันที่ ?|tgl\.? |tanggal |on |يوم )?(\d{1,2}) ?[.-] ?(\d{1,2})\.?$/
  const pattern = alone.test(said) ? new RegExp(alone, 'g') : /(?<![\d./-])(\d{1,2}) ?\/ ?(\d{1,2})(?![\d./-]*\d)/g
  return all(said, pattern, ([, a = '', b = '']) => {
    const order = orderOf(context.language)
    const [day, month] = order === 'dmy' ? [a, b] : [b, a]
    const found = nextSuch(month, day, context) ?? nextSuch(day, month, context)
    return found && { ...found, sure: found.sure && !couldBeEither(a, b, context.language) }
  })
}

function threeNumbers(a: string, b: string, c: string, context: DateContext, spaced: boolean): Found | null {
  if (spaced && a.length < 4 && c.length < 4) return null
  if (a.length > 2) return a.length === 4 ? exact(yearOf(Number(a)), b, c) : null
  if (c.length === 3) return null
  const order = orderOf(context.language)
  const ways =
    order === 'ymd' && c.length < 4
      ? [
          [a, b, c],
          [c, b, a],
        ]
      : order === 'mdy'
        ? [
            [c, a, b],
            [c, b, a],
          ]
        : [
            [c, b, a],
            [c, a, b],
          ]
  for (const [year = '', month, day] of ways) {
    const found = dated(year, month, day, context)
    if (found)
      return {
        ...found,
        sure: found.sure && (order === 'ymd' && c.length < 4 ? a === c : !couldBeEither(a, b, context.language)),
      }
  }
  return null
}

/** English without a country and Chinese are written both ways round. */
const couldBeEither = (a: string, b: string, language: Language): boolean =>
  Number(a) <= 12 && Number(b) <= 12 && Number(a) !== Number(b) && (language === 'en' || orderOf(language) === 'ymd')

/** 24th, the 24th, 24號, วันที่ 24, ngày 24, tanggal 24, يوم 24: the next month that has such a day, or the last, or the one that is said. */
function dayOfMonth(said: string, { today, past }: DateContext, monthsAway?: number): Found | null {
  const written = [
    ...said.matchAll(
      /(?<![\d/.:-])(\d{1,2}) ?(?:st|nd|rd|th)(?!\p{L})|(?<![\d/.:-]|\d月)(\d{1,2}) ?[號号日](?![\d前后後內内])|(?:วันที่|ngay|mung|hom|tanggal|tgl\.?|يوم|(?<=จันทร์|อังคาร|พุธ|พฤหัส|บดี|ศุกร์|เสาร์|อาทิตย์)ที่) ?(\d{1,2})(?![\d/.:-])/gu,
    ),
  ]
  const [number = 0, ...others] = new Set(written.map((found) => Number(found[1] ?? found[2] ?? found[3])))
  const sure = others.length === 0
  if (!(number >= 1 && number <= 31)) return null
  const [year, month] = today.split('-').map(Number) as [number, number]
  const inMonth = (away: number): Day | null => {
    const at = month - 1 + away
    return dayFrom(year + Math.floor(at / 12), (((at % 12) + 12) % 12) + 1, number)
  }
  if (monthsAway !== undefined) {
    const day = inMonth(monthsAway)
    return day === null ? null : { day, sure }
  }
  for (let away = 0; away < 3; away++) {
    const day = inMonth(past ? -away : away)
    if (day !== null && (past ? day <= today : day >= today)) return { day, sure }
  }
  return null
}

/** 二十四日 as 24日, where such a number stands before what it counts. The days of the week keep theirs. */
const hanDigits = (said: string): string =>
  said.replace(
    /(?:(?<=月)|(?<![星週周拜期]))[〇零一二兩两三四五六七八九十廿卅]{1,4}(?:(?=\s?[年月日號号點点時时分天個个週周星])|(?<=月[〇零一二三四五六七八九十廿卅]{1,4}))/gu,
    (written) => String(hanNumber(written)),
  )

const orders = new Map<Language, string>([['en', 'dmy']])

/** In which order a language writes day, month and year. English without a country is read as most of the world writes it. */
function orderOf(language: Language): string {
  const kept = orders.get(language)
  if (kept) return kept
  const written = new Intl.DateTimeFormat([language, 'en-GB'], { calendar: 'gregory', dateStyle: 'short' }).formatToParts(0)
  const order = written.flatMap(({ type }) => (['year', 'month', 'day'].includes(type) ? [type[0]] : [])).join('')
  orders.set(language, order)
  return order
}
