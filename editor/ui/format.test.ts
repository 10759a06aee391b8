import i18next from 'i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import shell from '../locales/en/shell.json'
import {
  formatDate,
  formatDays,
  formatDayTime,
  formatDuration,
  formatMean,
  formatNumber,
  formatShare,
  formatTime,
  formatWhen,
  formatWhenInSentence,
  showTimesIn,
  weekdayName,
} from './format.ts'

const de = { duration: { hoursMinutes: '{{hours}} Std. {{minutes}}' } }
beforeAll(() => i18next.init({ resources: { en: { shell }, de: { shell: de } }, lng: 'en' }))

const now = new Date(2026, 10, 23, 10, 42)
const at = (year: number, month: number, day: number, hour = 9, minute = 5) =>
  new Date(year, month, day, hour, minute).toISOString()

afterEach(() => showTimesIn(undefined))

describe('numbers and times as people read them', () => {
  it.each([
    [at(2026, 10, 23), '09:05'],
    [at(2026, 10, 22, 23, 59), 'Yesterday'],
    [at(2026, 10, 20), '20 Nov'],
    [at(2024, 1, 2), '2 Feb 2024'],
  ])('%s is “%s”', (instant, said) => {
    expect(formatWhen(instant, now)).toBe(said)
  })

  it('a day and a time are those of the workspace, not of the browser', () => {
    const late = '2026-11-22T20:30:00.000Z'
    showTimesIn('Asia/Hong_Kong')
    expect([
      formatTime(late),
      formatWhen(late, new Date('2026-11-23T15:59:00Z')),
      formatWhen(late, new Date('2026-11-23T16:00:00Z')),
    ]).toEqual(['04:30', '04:30', 'Yesterday'])
    showTimesIn('America/New_York')
    expect(formatWhen('2027-01-01T04:59:00Z', new Date('2027-01-03T12:00:00Z'))).toBe('31 Dec 2026')
  })

  it('a day before is “yesterday” inside a sentence', () => {
    expect(formatWhenInSentence(at(2026, 10, 22), now)).toBe('yesterday')
  })

  it.each([
    [42, '0:42'],
    [75.4, '1:15'],
    [720, '12 min'],
    [18_600, '5 h 10'],
    [7_200, '2 h'],
    [273_600, '3 d 4 h'],
  ])('%d seconds are “%s”', (seconds, said) => {
    expect(formatDuration(seconds)).toBe(said)
  })

  it('a duration has the units of the language', async () => {
    await i18next.changeLanguage('de')
    expect(formatDuration(18_600)).toBe('5 Std. 10')
    await i18next.changeLanguage('en')
  })

  it('a share has one decimal, and none of nothing is a dash', () => {
    expect([formatShare(1351, 10_000), formatShare(1, 2), formatShare(0, 0)]).toEqual(['13.5%', '50.0%', '–'])
    expect(formatNumber(9204)).toBe('9,204')
  })

  it.each([
    ['2026-12-25', '2026-12-26', '25–26 Dec'],
    ['2026-11-29', '2026-12-02', '29 Nov – 2 Dec'],
    ['2026-12-30', '2027-01-02', '30 Dec 2026 – 2 Jan 2027'],
    ['2026-12-31', '2026-12-31', '31 Dec'],
  ])('the days from %s to %s are “%s”', (from, to, said) => {
    expect(formatDays(from, to, '2026-11-30').replaceAll('\u2009', ' ')).toBe(said)
  })

  it('a weekday, a day and its time are said one way', () => {
    showTimesIn('Asia/Hong_Kong')
    expect([weekdayName(0, 'short'), formatDate('2026-11-30'), formatDayTime('2026-11-30T02:00:00.000Z')]).toEqual([
      'Mon',
      'Mon 30 Nov',
      'Mon 30 Nov, 10:00',
    ])
  })

  it('a mean has a decimal where it is small', () => {
    expect([formatMean(4.25), formatMean(6), formatMean(1204.4)]).toEqual(['4.3', '6', '1,204'])
  })
})
