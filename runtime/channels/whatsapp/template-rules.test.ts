import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeKey, placesOf, type TemplateButton, type TemplateDraft } from '#schemas/message-template.ts'
import { judgeComposed } from '#tests/peers/whatsapp/judge-composed.ts'
import type { TemplateRule } from '../contract.ts'
import { templateBody } from './template-body.ts'
import words from './template-rules.en.json'
import { templateProblems } from './template-rules.ts'

const good: TemplateDraft = {
  name: 'installation_slot',
  language: 'en',
  category: 'UTILITY',
  header: { kind: 'text', text: 'Order {{1}}' },
  body: 'Hello {{1}}, we come on {{2}} with your new machine. Does that suit you?',
  footer: 'The shop',
  buttons: [
    { kind: 'reply', label: 'Yes' },
    { kind: 'reply', label: 'Another day' },
    { kind: 'url', label: 'See it', url: 'https://shop.example/orders/{{1}}' },
  ],
  examples: { 'header.1': '4711', 'body.1': 'Mei', 'body.2': 'Monday', 'button.2.1': '4711' },
}
const reply = (label: string): TemplateButton => ({ kind: 'reply', label })
const many = (count: number) => Array.from({ length: count }, (_, at) => reply(`Reply ${at}`))
const link = (url: string): TemplateButton => ({ kind: 'url', label: url.slice(-10), url })
const call = (phone: string, label = 'Call'): TemplateButton => ({ kind: 'phone', label, phone })
const cases: [code: TemplateRule, path: string, change: Partial<TemplateDraft>][] = [
  ['missing', '/name', { name: '' }],
  ['name-pattern', '/name', { name: 'Installation slot' }],
  ['too-long', '/name', { name: 'a'.repeat(513) }],
  ['language-unknown', '/language', { language: 'zh' }],
  ['missing', '/header/text', { header: { kind: 'text', text: ' ' } }],
  ['too-long', '/header/text', { header: { kind: 'text', text: 'a'.repeat(61) } }],
  ['one-place', '/header/text', { header: { kind: 'text', text: '{{1}} of {{2}}' } }],
  ['one-line', '/header/text', { header: { kind: 'text', text: 'a\nb' } }],
  ['no-emoji', '/header/text', { header: { kind: 'text', text: 'Hi 🎉' } }],
  ['no-formatting', '/header/text', { header: { kind: 'text', text: '*Hi*' } }],
  ['file-missing', '/header/file', { header: { kind: 'image', file: 'https://elsewhere.example/a.png' } }],
  ['missing', '/body', { body: '' }],
  ['too-long', '/body', { body: 'a '.repeat(513) }],
  ['place-at-end', '/body', { body: '{{1}}, we come on {{2}} to you with it' }],
  ['place-at-end', '/body', { body: 'Hello there {{1}}, we come to you on {{2}}' }],
  ['places-touch', '/body', { body: 'Hello {{1}} {{2}}, we come to you with your machine' }],
  ['places-mixed', '/body', { body: 'Hello {{1}}, we come on {{day}} with your new machine' }],
  ['places-gap', '/body', { body: 'Hello {{1}}, we come on {{3}} with your new machine' }],
  ['place-name', '/body', { header: { kind: 'text', text: 'Order' }, body: 'Hello {{Name}}, we come with your machine' }],
  ['stray-braces', '/body', { body: 'Hello {{1}}, we come on {{2}} with {{ it all' }],
  ['too-few-words', '/body', { body: 'Hello {{1}}, on {{2}}.' }],
  ['empty-lines', '/body', { body: 'Hello {{1}},\n\n\nwe come on {{2}} with your machine' }],
  ['spaces', '/body', { body: 'Hello {{1}},     we come on {{2}} with your machine' }],
  ['too-many-emoji', '/body', { body: `Hello {{1}}, we come on {{2}} with your machine ${'🎉'.repeat(11)}` }],
  ['too-long', '/footer', { footer: 'a'.repeat(61) }],
  ['no-place', '/footer', { footer: 'For {{1}}' }],
  ['too-many-buttons', '/buttons', { buttons: many(11) }],
  ['too-many-urls', '/buttons', { buttons: ['a', 'b', 'c'].map((end) => link(`https://shop.example/${end}`)) }],
  ['too-many-phones', '/buttons', { buttons: [call('+85221234567'), call('+85221234568', 'Ring')] }],
  ['too-many-codes', '/buttons', { category: 'MARKETING', buttons: [{ kind: 'code' }, { kind: 'code' }] }],
  ['code-not-marketing', '/buttons', { buttons: [{ kind: 'code' }] }],
  ['replies-apart', '/buttons', { buttons: [reply('Yes'), call('+85221234567'), reply('No')] }],
  ['label-twice', '/buttons/1/label', { buttons: [reply('Yes'), reply('Yes')] }],
  ['missing', '/buttons/0/label', { buttons: [reply('')] }],
  ['too-long', '/buttons/0/label', { buttons: [reply('a'.repeat(26))] }],
  ['no-phone', '/buttons/0/phone', { buttons: [call('ring us')] }],
  ['no-url', '/buttons/0/url', { buttons: [link('shop.example')] }],
  ['whatsapp-url', '/buttons/0/url', { buttons: [link('https://wa.me/85221234567')] }],
  ['place-not-last', '/buttons/0/url', { buttons: [link('https://shop.example/{{1}}/order')] }],
  ['place-not-1', '/buttons/0/url', { buttons: [link('https://shop.example/{{order}}')] }],
  ['example-missing', '/examples/body.2', { examples: { ...good.examples, 'body.2': ' ' } }],
  ['one-line', '/examples/body.2', { examples: { ...good.examples, 'body.2': 'a\nb' } }],
  [
    'code-pattern',
    '/examples/button.0',
    { category: 'MARKETING', buttons: [{ kind: 'code' }], examples: { 'button.0': '25 %' } },
  ],
]

it('a template in which everything is right is told nothing', () => expect(templateProblems(good)).toEqual([]))

it('one in Chinese and one in Arabic are counted in their own words', () => {
  const others = {
    header: { kind: 'text' as const, text: '4711' },
    buttons: [],
    examples: { 'body.1': '美', 'body.2': '星期一' },
  }
  const inChinese = { ...good, ...others, language: 'zh_HK', body: '你好{{1}}，我們會在{{2}}送貨上門，請問方便嗎？' }
  const inArabic = { ...good, ...others, language: 'ar', body: 'مرحبا {{1}}، سنأتي يوم {{2}} لتركيب جهازك الجديد، هل يناسبك؟' }
  expect([inChinese, inArabic].map(templateProblems)).toEqual([[], []])
})

it.each(cases)('%s at %s is told beforehand', (code, path, change) => {
  expect(templateProblems({ ...good, ...change })).toContainEqual(expect.objectContaining({ code, path }))
})

it('every rule is among these, and has its words', () => {
  expect([...new Set(cases.map(([code]) => code))].sort()).toEqual(Object.keys(words).sort())
})

it('what is told nothing, the vendor takes', () => {
  const part = fc.constantFrom(
    'Hello',
    '{{1}}',
    '{{2}}',
    '{{name}}',
    ', ',
    '\n',
    ' ',
    'we come on',
    'a machine for you',
    '🎉',
    '{{',
  )
  const text = fc.array(part, { maxLength: 9 }).map((parts) => parts.join(''))
  const button = fc.constantFrom(
    reply('Yes'),
    reply('No'),
    link('https://shop.example/{{1}}'),
    link('https://a.example'),
    call('+85221234567'),
    { kind: 'code' } as const,
  )
  const draft = fc.record({
    body: text,
    footer: text,
    buttons: fc.array(button, { maxLength: 4 }),
    category: fc.constantFrom('UTILITY' as const, 'MARKETING' as const),
    heading: text,
  })
  let taken = 0
  fc.assert(
    fc.property(draft, ({ heading, footer, ...rest }) => {
      const made = { ...good, ...rest, header: { kind: 'text' as const, text: heading }, ...(footer ? { footer } : {}) }
      const whole = { ...made, examples: Object.fromEntries(placesOf(made).map((place) => [placeKey(place), 'X1'])) }
      if (templateProblems(whole).length > 0) return
      taken += 1
      expect(judgeComposed(templateBody(whole), new Set())).toBeNull()
    }),
    { numRuns: 4000, seed: 17 },
  )
  expect(taken).toBeGreaterThan(5)
})
