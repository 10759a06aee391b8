import { describe, expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import { startMatches, startsWhenOpened } from './matches.ts'
import type { StartConfig } from './schema.ts'

const keyword: StartConfig = { trigger: 'keyword', keywords: { en: ['Parcel', 'where is it'], 'zh-Hant': ['包裹'] } }
const contains: StartConfig = { ...keyword, match: 'contains' }
const anything: StartConfig = { trigger: 'any-message' }

describe('a customer writes', () => {
  it('goes on at once', () => {
    expect(handler.enter(visitOf(anything))).toEqual({ next: 'go', output: 'next' })
  })

  it.each<[string, StartConfig, string, 'keyword' | 'any' | null]>([
    ['takes anything', anything, 'hello', 'any'],
    ['takes anything also when it greets', { trigger: 'opened' }, 'hello', 'any'],
    ['takes a message without words', anything, '', 'any'],
    ['takes a keyword in other capitals and punctuation', keyword, ' PARCEL!! ', 'keyword'],
    ['takes a keyword of any language', keyword, '包裹', 'keyword'],
    ['does not take more words than the keyword', keyword, 'my parcel', null],
    ['takes a keyword among other words when it may', contains, 'Hi, where is it, please?', 'keyword'],
    ['takes a keyword in a script without spaces', contains, '我的包裹在哪裡', 'keyword'],
    ['does not take half a word', contains, 'parcels', null],
    ['does not take a message without words for a keyword', contains, '', null],
    ['takes nothing when it has no keywords', { trigger: 'keyword' }, 'hello', null],
    ['takes a keyword without its marks', { trigger: 'keyword', keywords: { vi: ['đơn hàng'] } }, 'don hang', 'keyword'],
    ['does not take another word that differs in marks', { trigger: 'keyword', keywords: { vi: ['dừng'] } }, 'đúng', null],
    ['takes a keyword in the other characters', { trigger: 'keyword', keywords: { 'zh-Hant': ['訂單'] } }, '订单', 'keyword'],
    ['takes its own channel', { ...anything, channels: ['whatsapp'] }, 'hello', 'any'],
    ['does not take another channel', { ...anything, channels: ['web-chat'] }, 'hello', null],
    ['takes every channel when none is chosen', { ...anything, channels: [] }, 'hello', 'any'],
  ])('%s', (_, config, text, match) => {
    expect(startMatches(config, { text, channelKind: 'whatsapp' })).toBe(match)
  })

  it.each<[string, StartConfig, boolean]>([
    ['greets whoever opens the chat', { trigger: 'opened' }, true],
    ['greets on its own channels only', { trigger: 'opened', channels: ['whatsapp'] }, false],
    ['does not greet when it waits for words', anything, false],
    ['does not greet when it waits for a keyword', keyword, false],
  ])('%s', (_, config, greets) => {
    expect(startsWhenOpened(config, 'web-chat')).toBe(greets)
  })
})
