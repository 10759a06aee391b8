import type { DateContext } from './date-context.ts'
import { anyOf, known, weekdays } from './date-words.ts'
import type { Weekday } from './read-relative-day.ts'

/** The weekday that a bare text names, the first of several; null for none. */
export function weekdayIn(text: string, { language }: DateContext): Weekday | null {
  const names = weekdays(language)
  // Arabic writes its “and” onto the word.
  const said = text.replace(/(?<!\p{L})و(?=ال)/gu, 'و ')
  const found = [...said.matchAll(known(anyOf(names.keys())))].map((match) => ({
    of: names.get(match[0]) ?? 0,
    mayBeWeek: /^(?:minggu|อาทิตย์)$/.test(match[0]) && aroundWeek.test(said) && !/วัน$/.test(said.slice(0, match.index)),
  }))
  const days = found.filter(({ mayBeWeek }) => !mayBeWeek)
  const [first] = days.length > 0 ? days : found
  if (!first) return null
  const several = new Set(days.map(({ of }) => of)).size > 1 || twoInHan.test(said)
  return { of: first.of, sure: !several && !first.mayBeWeek }
}

/** “Minggu depan” is next week to most, and next sunday to some; so is อาทิตย์หน้า. */
const aroundWeek = /(?<!hari )minggu (?:depan|hadapan|ini|yang lalu|lalu|kemarin|lepas)|(?<!วัน)อาทิตย์(?:หน้า|นี้|ที่แล้ว|ก่อน|ที่ผ่านมา)/

/** 星期六日, 週五或六. */
const twoInHan =
  /(?:星期|[週周]|拜)[一二三四五六日天] ?(?:[、,，或/至到~和及-]|還是|还是|定係)? ?[一二三四五六日天](?![\p{Script=Han}\d])/u
