import { expect, it } from 'vitest'
import { textsIn } from './texts.ts'

it.each([
  ['zh-Hant', '傳送'],
  ['zh-HK', '傳送'],
  ['zh-TW', '傳送'],
  ['zh-Hant-MO', '傳送'],
  ['zh-CN', '发送'],
  ['zh', '发送'],
  ['zh-Hans-SG', '发送'],
  ['ar-EG', 'إرسال'],
  ['th-TH', 'ส่ง'],
  ['en-GB', 'Send'],
  ['fr', 'Send'],
  ['no such language', 'Send'],
])('in %s the widget says “%s”', (language, send) => {
  expect(textsIn(language).send).toBe(send)
})
