import type { Language } from '#schemas/text.ts'
import { cleaned } from '../clean.ts'

/** A text for the readers of dates: cleaned, small letters, without accents and vowel signs, so that words are found however typed. */
export const bare = (text: string): string =>
  cleaned(text, 200)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, '')
    .normalize('NFC')
    .replaceAll('đ', 'd')
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const unspaced = /[\p{Script=Han}\p{Script=Thai}]/u
/** Words of a list as one pattern, long ones first; whole words where the script has spaces. */
export function anyOf(words: Iterable<string>): string {
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length)
  const [without, spaced] = [sorted.filter((word) => unspaced.test(word)), sorted.filter((word) => !unspaced.test(word))]
  const whole = spaced.length > 0 ? [`(?<![\\p{L}\\p{M}])(?:${spaced.map(escaped).join('|')})(?![\\p{L}\\p{M}])`] : []
  return [...without.map(escaped), ...whole].join('|')
}

const patterns = new Map<string, RegExp>()

/** Patterns made of every name there is are compiled once. */
export function known(source: string): RegExp {
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

export const table = (lists: Record<string, number>): Map<string, number> =>
  new Map(
    Object.entries(lists).flatMap(([words, value]) => words.split('/').map((word): [string, number] => [bare(word), value])),
  )

/** Days from today. */
export const daysAhead = table({
  'today/tonight/今天/今日/今晚/اليوم/النهارده/النهاردة/انهارده/วันนี้/คืนนี้/hôm nay/tối nay/hari ini/malam ini': 0,
  'tomorrow/tmr/tmrw/tomorow/tommorow/tommorrow/明天/明日/聽日/听日/听晚/聽晚/明晚/غدا/بكره/بكرة/بكرا/พรุ่งนี้/พรุ้งนี้/พรุงนี้/ngày mai/sáng mai/trưa mai/chiều mai/tối mai/besok/besuk/esok': 1,
  'day after tomorrow/後天/后天/後日/后日/بعد غد/بعد بكره/بعد بكرة/มะรืนนี้/มะรืน/ngày kia/ngày mốt/lusa': 2,
  '大後天/大后天/大後日': 3,
  'yesterday/昨天/昨日/尋日/寻日/琴日/أمس/امبارح/إمبارح/เมื่อวาน/เมื่อวานนี้/hôm qua/kemarin': -1,
  'last night/昨晚/琴晚/尋晚/寻晚/เมื่อคืน/เมื่อคืนนี้/tối qua/đêm qua/tadi malam/semalam': -1,
  'day before yesterday/前天/前日/أول امبارح/أول أمس/hôm kia/kemarin lusa/เมื่อวานซืน': -2,
  '大前天/大前日': -3,
})

/** Feasts whose day the calendar names, as month and day; not those of the moon. Who names one is asked whether its very day is meant. */
export const feasts: Map<string, [month: string, day: string]> = new Map(
  Object.entries({
    'christmas/xmas/聖誕/圣诞/聖誕節/圣诞节/giáng sinh/noel/nô en/natal/hari natal/คริสต์มาส/คริสมาส/الكريسماس/كريسماس': '12-25',
    'christmas eve/xmas eve/平安夜/聖誕前夕/malam natal/vọng giáng sinh/คริสต์มาสอีฟ': '12-24',
    'boxing day': '12-26',
    "new year's eve/new years eve/malam tahun baru/วันสิ้นปี/ليلة رأس السنة": '12-31',
    "new year/new year's/new years/new year's day/new years day/元旦/tết dương lịch/tết tây/tahun baru/ปีใหม่/วันปีใหม่/رأس السنة":
      '1-1',
    "valentine/valentine's/valentines/valentine's day/valentines day/情人節/情人节/วาเลนไทน์/عيد الحب": '2-14',
    halloween: '10-31',
  }).flatMap(([words, date]) =>
    words.split('/').map((word): [string, [string, string]] => [bare(word), date.split('-') as [string, string]]),
  ),
)

const namesOf = (language: Language, dates: number[], options: Intl.DateTimeFormatOptions, type: 'month' | 'weekday') =>
  (['long', 'short'] as const).flatMap((width) =>
    [{}, options].flatMap((beside) =>
      dates.flatMap((date, index) => {
        const format = new Intl.DateTimeFormat(language, { [type]: width, calendar: 'gregory', timeZone: 'UTC', ...beside })
        const name = bare(format.formatToParts(date).find((part) => part.type === type)?.value ?? '')
        const plain = name.replaceAll('.', '')
        return /^[\p{L}\p{M} ]{2,}$/u.test(plain) ? [name, plain].map((each): [string, number] => [each, index]) : []
      }),
    ),
  )

const starters = ['en-GB', 'th', 'id', 'ar-EG', 'ar-LB']

/** A month's names (0 is January) in the starter languages and the customer's own. Vietnamese and Chinese count them. */
const monthsOfStarters = onceAsked(() => [
  ...starters.flatMap(monthsIn),
  ...table({
    sept: 8,
    'agust/agt/ags/ogos': 7,
    pebruari: 1,
    nopember: 10,
    mac: 2,
    มกรา: 0,
    กุมภา: 1,
    มีนา: 2,
    เมษา: 3,
    พฤษภา: 4,
    มิถุนา: 5,
    กรกฎา: 6,
    สิงหา: 7,
    กันยา: 8,
    ตุลา: 9,
    พฤศจิกา: 10,
    ธันวา: 11,
    disember: 11,
  }),
])
export const months = remembered((language) => {
  const own = monthsIn(language)
  return new Map([...own, ...monthsOfStarters(), ...own])
})
function monthsIn(language: Language): [string, number][] {
  const dates = Array.from({ length: 12 }, (_, index) => Date.UTC(2026, index, 15))
  return namesOf(language, dates, { day: 'numeric' }, 'month')
}

/** A weekday's names (0 is Sunday) in the starter languages and the customer's own. */
const weekdaysOfStarters = onceAsked(() => [
  ...starters.filter((language) => language !== 'ar-LB').flatMap(weekdaysIn),
  ...table({
    tues: 2,
    weds: 3,
    'thurs/thur': 4,
    'wensday/wednsday': 3,
    'الاتنين/الإثنين': 1,
    التلات: 2,
    'الأربع/الاربع': 3,
    الحد: 0,
    อาทิตย์: 0,
    จันทร์: 1,
    อังคาร: 2,
    พุธ: 3,
    'พฤหัส/พฤหัสบดี': 4,
    ศุกร์: 5,
    เสาร์: 6,
    'chủ nhật/cn': 0,
    'thứ hai/thứ 2/t2': 1,
    'thứ ba/thứ 3/t3': 2,
    'thứ tư/thứ 4/t4': 3,
    'thứ năm/thứ 5/t5': 4,
    'thứ sáu/thứ 6/t6': 5,
    'thứ bảy/thứ 7/t7': 6,
    "jum'at/jumaat": 5,
    ahad: 0,
  }),
  ...['星期', '週', '周', '禮拜', '礼拜', '拜'].flatMap((word) =>
    ['日天', '一', '二', '三', '四', '五', '六'].flatMap((days, index) =>
      [...days].map((day): [string, number] => [`${word}${day}`, index]),
    ),
  ),
])
export const weekdays = remembered((language) => new Map([...weekdaysOfStarters(), ...weekdaysIn(language)]))
function weekdaysIn(language: Language): [string, number][] {
  const dates = Array.from({ length: 7 }, (_, index) => Date.UTC(2026, 1, index + 1))
  // Two letters alone (“do”, “me”, “ma”) are words of other languages.
  return namesOf(language, dates, {}, 'weekday').filter(([name]) => name.length > 2)
}

/** Made when it is first asked for, since Intl takes its time and most servers start more often than they read a date in words. */
function onceAsked<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Made once for a language: Intl is slow. A bounded number of them, since a flow may name any. */
function remembered<T>(make: (language: Language) => T): (language: Language) => T {
  const known = new Map<Language, T>()
  return (language) => {
    const kept = known.get(language)
    if (kept !== undefined) return kept
    if (known.size >= 100) known.clear()
    const made = make(language)
    known.set(language, made)
    return made
  }
}
