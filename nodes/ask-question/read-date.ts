import type { Language } from '#schemas/text.ts'
import { addDays, type Day, dayFrom, momentOf } from '../dates.ts'
import type { DateContext, Found } from './date-context.ts'
import { anyOf, bare, months, weekdays } from './date-words.ts'
import { hanNumber } from './number-words.ts'
import { byChrono } from './read-date-by-chrono.ts'
import { relativeDays } from './read-relative-day.ts'
import { readTime } from './read-time.ts'

export interface DateRead {
  day: Day
  /** `HH:MM`, when the answer says one. */
  time?: string
  /** False where the text may mean another day or time: then it is said back. */
  sure: boolean
}

/**
 * The day, and the time if there is one, that an answer names, in a sentence or alone: 24/12/2026 in the language's order, 24th, 24號,
 * 十二月二十四日, 24 thg 12, in 3 days, besok, النهارده. Null when it names none. Without a year it is the next such day.
 */
export function readDate(text: string, context: DateContext): DateRead | null {
  const moment = momentOf(text.slice(0, 100), context.timeZone)
  if (moment && !/^\W*\d+\W*$/.test(text))
    return { day: moment.day, sure: true, ...(moment.time ? { time: moment.time.slice(0, 5) } : {}) }
  const said = hanDigits(bare(text))
  const time = readTime(said)
  const rest = time?.rest ?? said
  const found =
    dayIn(rest, context) ?? (time ? dayIn(said, context) : null) ?? (ranged.test(said) ? null : byChrono(text, context))
  if (found === null) return null
  return { day: found.day, sure: found.sure && (time?.sure ?? true), ...(time ? { time: time.time } : {}) }
}

function dayIn(said: string, context: DateContext): Found | null {
  const named = readers.flatMap((read) => read(said, context))
  const days = new Set(named.map(({ day }) => day))
  const weekday = weekdayIn(said, context)
  const first = named[0]
  if (first) {
    const fits = weekday === null || new Date(first.day).getUTCDay() === weekday
    return { day: first.day, sure: first.sure && days.size === 1 && fits && !ranged.test(said) }
  }
  if (ranged.test(said)) return null
  return relativeDays(said, context, weekday) ?? dayOfMonth(said, context)
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
    all(said, /(?:(\d{2,4}) ?年 ?)?(\d{1,2}) ?月 ?(?:份)?(\d{1,2})(?!\d)/g, ([, y, m, d]) => dated(y, m, d, context)),
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

function dated(year: string | undefined, month: string | undefined, day: string | undefined, context: DateContext): Found | null {
  if (year === undefined) return nextSuch(month, day, context)
  if (year.length === 4) return exact(yearOf(Number(year)), month, day)
  return shortYear(Number(year), month, day, context)
}

/** A day with its year; a year nobody can mean (of another calendar, or mistyped) is none. */
function exact(year: number, month: string | undefined, day: string | undefined): Found | null {
  const found = year >= 1900 && year <= 2200 ? dayFrom(year, Number(month), Number(day)) : null
  return found === null ? null : { day: found, sure: true }
}

/** The Thai calendar runs 543 years ahead. */
const yearOf = (year: number): number => (year >= 2400 && year < 2700 ? year - 543 : year)

/** Two digits mean the year of this or the last century, or of the Thai one, that is next to today; sure only when it is very near. */
function shortYear(
  year: number,
  month: string | undefined,
  day: string | undefined,
  { today, language, past }: DateContext,
): Found | null {
  const now = Number(today.slice(0, 4))
  const thai = /^th\b/.test(language) ? [2500 + year - 543] : []
  const near = (each: number): number => Math.abs(each - now)
  const likely = [2000 + year, 1900 + year, ...thai]
    .filter((each) => each <= now + (past ? 0 : 20))
    .sort((a, b) => near(a) - near(b))[0]
  const found = likely === undefined ? null : exact(likely, month, day)
  return found && { day: found.day, sure: likely !== undefined && near(likely) <= 2 }
}

/** Without a year: the next such day (the last one, if the question is about the past); in doubt when that is most of a year away. */
export function nextSuch(month: string | undefined, day: string | undefined, { today, past }: DateContext): Found | null {
  const year = Number(today.slice(0, 4))
  for (let away = 0; away <= 4; away++) {
    const found = dayFrom(year + (past ? -away : away), Number(month), Number(day))
    if (found !== null && (past ? found <= today : found >= today))
      return { day: found, sure: past || found <= addDays(today, 300) }
  }
  return null
}

/** 24th, the 24th, 24號, วันที่ 24, ngày 24, tanggal 24, يوم 24: the next month that has such a day. */
function dayOfMonth(said: string, { today }: DateContext): Found | null {
  const found =
    /(?<![\d/.:-])(\d{1,2}) ?(?:st|nd|rd|th)(?!\p{L})|(?<![\d/.:月-])(\d{1,2}) ?[號号日](?![\d后後內内])|(?:วันที่|ngay|mung|hom|tanggal|tgl\.?|يوم) ?(\d{1,2})(?![\d/.:-])/u.exec(
      said,
    )
  const number = Number(found?.[1] ?? found?.[2] ?? found?.[3])
  if (!found || !(number >= 1 && number <= 31)) return null
  const [year, month] = today.split('-').map(Number) as [number, number]
  for (let away = 0; away < 3; away++) {
    const at = month - 1 + away
    const day = dayFrom(year + Math.floor(at / 12), (at % 12) + 1, number)
    if (day !== null && day >= today) return { day, sure: true }
  }
  return null
}

function weekdayIn(said: string, { language }: DateContext): number | null {
  const names = weekdays(language)
  const found = known(anyOf(names.keys())).exec(said)
  known(anyOf(names.keys())).lastIndex = 0
  return found ? (names.get(found[0]) ?? null) : null
}

const patterns = new Map<string, RegExp>()

/** Patterns made of every name there is are compiled once. */
function known(source: string): RegExp {
  const kept = patterns.get(source)
  if (kept) {
    kept.lastIndex = 0
    return kept
  }
  if (patterns.size >= 300) patterns.clear()
  const made = new RegExp(source, 'gu')
  patterns.set(source, made)
  return made
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
