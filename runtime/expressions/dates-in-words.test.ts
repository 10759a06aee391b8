import { expect, it } from 'vitest'
import { datesInWords } from './dates-in-words.ts'
import { fill } from './fill.ts'

const variables = { day: '2026-12-01', slot: '2026-12-01T15:00:00+08:00', code: '2026-12', text: 'on 2026-12-01' }
const said = (template: string, language = 'en') =>
  fill(datesInWords(template, variables), {
    ...variables,
    next_opening: '2026-12-01T02:00:00.000Z',
    language,
    time_zone: 'Asia/Hong_Kong',
  }).replaceAll('\u202f', ' ')

it.each([
  ['Thanks, {{ day }} it is.', 'en', 'Thanks, Tuesday, December 1, 2026 it is.'],
  ['{{day}}', 'en-GB', 'Tuesday, 1 December 2026'],
  ['多謝，{{ day }}見。', 'zh-Hant', '多謝，2026年12月1日 星期二見。'],
  ['Hẹn {{ day }} ạ', 'vi', 'Hẹn Thứ Ba, 1 tháng 12, 2026 ạ'],
  ['See you {{ slot }}', 'en', 'See you Tuesday, December 1, 2026, 3:00 PM'],
  ['{{ day | date: "%d/%m" }}', 'en', '01/12'],
  ['https://shop.example/?d={{ day }}&x=1', 'en', 'https://shop.example/?d=2026-12-01&x=1'],
  ['https://shop.example/{{ day }}', 'en', 'https://shop.example/2026-12-01'],
  ['{% if day == "2026-12-01" %}first{% endif %}', 'en', 'first'],
  ['{{ code }}, {{ text }}, {{ nothing }}', 'en', '2026-12, on 2026-12-01, '],
  ['Back {{ next_opening }}.', 'en', 'Back Tuesday, December 1, 2026, 10:00 AM.'],
  ['https://shop.example/?at={{ next_opening }}', 'en', 'https://shop.example/?at=2026-12-01T02:00:00.000Z'],
])('a date in %j is readable in %s: %j', (template, language, text) => {
  expect(said(template, language)).toBe(text)
})
