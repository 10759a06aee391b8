import { expect, it } from 'vitest'
import { baseLanguage } from './base-language.ts'

it.each([
  ['ar-EG', 'ar'],
  ['zh-HK', 'zh-Hant'],
  ['zh-CN', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['en-US@posix', ''],
  ['', ''],
])('the language of %s is %s', (tag, language) => {
  expect(baseLanguage(tag)).toBe(language)
})
