import { expect, it } from 'vitest'
import { ownLanguageName } from './language-names.ts'

it.each([
  ['ms', 'Bahasa Melayu'],
  ['id', 'Bahasa Indonesia'],
  ['en', 'English'],
  ['zh-Hant', '繁體中文'],
  ['fr', 'Français'],
  ['ar', 'العربية'],
  ['xx', 'xx'],
  ['no tag', 'no tag'],
])('%s calls itself %s', (language, name) => {
  expect(ownLanguageName(language)).toBe(name)
})
