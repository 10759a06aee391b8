import { describe, expect, it } from 'vitest'
import { isThanks } from './polite.ts'

describe('a message after the talk is over', () => {
  it.each([
    'thanks',
    'Thanks a lot 🙏',
    'Great, thank you so much!',
    'ok',
    '好的，謝謝',
    '多謝晒',
    '收到，唔該晒',
    '👍',
    '❤️',
    'شكراً جزيلا',
    'ขอบคุณมากค่ะ',
    'โอเคค่ะ',
    'cảm ơn shop nhiều',
    'dạ vâng ạ',
    'terima kasih banyak kak',
  ])('%s only thanks', (text) => {
    expect(isThanks(text)).toBe(true)
  })

  it.each([
    'hi',
    '你好',
    '好貴',
    'ok where is my order',
    'thanks, and when does it arrive',
    'ok?',
    'no',
    'oklahoma',
    'thankful',
    'shop',
    '1',
    '😡',
    '…',
    '',
  ])('%s wants something', (text) => {
    expect(isThanks(text)).toBe(false)
  })
})
