import { expect, it } from 'vitest'
import { readNumber } from './read-number.ts'

it.each<[string, string, number | null]>([
  ['42', 'en', 42],
  [' -7 ', 'en', -7],
  ['+3', 'en', 3],
  ['0.5', 'en', 0.5],
  ['.5', 'en', 0.5],
  ['1,250', 'en', 1250],
  ['1,250.50', 'en', 1250.5],
  ['1.250,50', 'en', 1250.5],
  ['1.250', 'en', 1.25],
  ['1.250', 'vi', 1250],
  ['1,250', 'vi', 1.25],
  ['2,5', 'en', 2.5],
  ['0,125', 'en', 0.125],
  ['1,250,000', 'en', 1_250_000],
  ['1 250 000', 'en', 1_250_000],
  ["1'250", 'en', 1250],
  ['$1,250', 'en', 1250],
  ['١٢٫٥', 'ar', 12.5],
  ['๑๒', 'th', 12],
  ['１２', 'zh-Hant', 12],
  ['1,2,3', 'en', null],
  ['1.2.3', 'en', null],
  ['1,25,000', 'en', null],
  ['1.250,5,0', 'en', null],
  ['12 kg', 'en', null],
  ['1e9', 'en', null],
  ['0x10', 'en', null],
  ['', 'en', null],
  ['.', 'en', null],
  ['-', 'en', null],
  ['NaN', 'en', null],
  ['9'.repeat(10_000), 'en', Number('9'.repeat(100))],
])('%j in %s is read as %j', (text, language, number) => {
  expect(readNumber(text, language)).toBe(number)
})
