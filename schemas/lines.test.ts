import { expect, it } from 'vitest'
import { linesIn } from './lines.ts'

const ways = (text: string, language?: string) => linesIn(text, language).map(({ direction }) => direction)

it('an English line of an Arabic greeting keeps its question mark on its right', () => {
  expect(ways('أهلًا بك! من أنت؟\nWelcome! Who are you?\n欢迎！请问你是？', 'ar')).toEqual([undefined, 'ltr', 'ltr'])
  expect(ways('Welcome! Who are you?\nأهلًا بك! من أنت؟', 'en')).toEqual([undefined, 'rtl'])
})

it('a line that only begins with a name or a number runs as its language does', () => {
  expect(ways('Galaxy S26 متوفر الآن!\n24/12 متوفر', 'ar')).toEqual([undefined, undefined])
  expect(ways('محمد is your colleague.', 'en')).toEqual([undefined])
})

it('a line without letters runs as its text', () =>
  expect(ways('المبلغ:\n1,250\n\n👍', 'ar').every((way) => way === undefined)).toBe(true))

it('a text whose language nobody knows runs as its first letter', () => {
  expect(ways('شكرا\nThank you.')).toEqual([undefined, 'ltr'])
  expect(ways('Thank you.\nSee you')).toEqual([undefined, undefined])
})

it('a phone number in Arabic stands for itself, a link too, and every piece says where it begins', () => {
  const text = 'اتصل:\nعلى +852 9123 4567 أو https://shop.example/a، شكرا'
  const [, second] = linesIn(text, 'ar')
  expect(second?.parts).toEqual([
    { at: 0, text: 'على ' },
    { at: 4, text: '+852 9123 4567', code: true },
    { at: 18, text: ' أو ' },
    { at: 22, text: 'https://shop.example/a', href: 'https://shop.example/a' },
    { at: 44, text: '، شكرا' },
  ])
  expect(second?.at).toBe(6)
  expect(linesIn('Call +852 9123 4567', 'en')[0]?.parts).toEqual([{ at: 0, text: 'Call +852 9123 4567' }])
})
