import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from './html-to-text.ts'
import { newWords } from './new-words.ts'

const quoted = '> Which language?\n>\n> 1. English\n> 2. 繁體中文'

describe('of an answered mail only the new words are the message', () => {
  it.each([
    ['Gmail', `1\n\nOn Mon, Nov 23, 2026 at 10:00 AM Shop <help@shop.example> wrote:\n\n${quoted}\n`],
    ['Gmail with its line broken', `1\n\nOn Mon, Nov 23, 2026 at 10:00 AM Shop\n<help@shop.example> wrote:\n\n${quoted}`],
    ['Gmail in Chinese', `1\n\nShop <help@shop.example> 於 2026年11月23日 週一 上午10:00寫道:\n${quoted}`],
    ['Gmail in Vietnamese', `1\n\nVào Th 2, 23 thg 11, 2026 vào lúc 10:00 Shop <help@shop.example> đã viết:\n\n${quoted}`],
    ['Gmail in Thai', `1\n\nในวันที่ จ. 23 พ.ย. 2026 เวลา 10:00 Shop <help@shop.example> เขียนว่า:\n\n${quoted}`],
    ['Gmail in Arabic', `1\n\nفي الاثنين، ٢٣ نوفمبر ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة Shop:\n\n${quoted}`],
    ['Apple Mail', `1\n\n> On 23 Nov 2026, at 10:00, Shop <help@shop.example> wrote:\n> \n${quoted}`],
    [
      'Outlook',
      '1\n\nFrom: Shop <help@shop.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Mei\nSubject: Re: Hello\n\nWhich language?',
    ],
    [
      'Outlook with its rule',
      '1\r\n________________________________\r\nVon: Shop\r\nGesendet: Montag\r\nAn: Mei\r\nBetreff: Re: Hello\r\n\r\nWhich?',
    ],
    [
      'Outlook in Chinese',
      '1\n\n发件人: Shop <help@shop.example>\n发送时间: 2026年11月23日\n收件人: Mei\n主题: Re: Hello\n\nWhich language?',
    ],
    ['an old Outlook', '1\n\n-----Original Message-----\nFrom: Shop\nSent: Monday\n\nWhich language?'],
    ['a phone', `1\n\nSent from my iPhone\n\n> On 23 Nov 2026, at 10:00, Shop wrote:\n> Which?`],
    ['somebody with a signature', `1\n\n-- \nMei Chan\nKowloon\n\nOn Mon, Nov 23, 2026, Shop wrote:\n${quoted}`],
    ['somebody who answers below', `On Mon, Nov 23, 2026, Shop wrote:\n${quoted}\n\n1\n`],
  ])('%s', (_, text) => {
    expect(newWords(text)).toBe('1')
  })

  it('answers between quoted lines stay, in order', () => {
    expect(newWords('On Monday 23.11.2026 Shop wrote:\n> Which colour?\n\nRed\n\n> Which size?\n\nLarge')).toBe('Red\n\nLarge')
  })

  it('a list after a colon, a rule of dashes and a word with a colon are the customer’s own', () => {
    const text = 'I need:\n- a lamp\n- a bulb\n\n--- thanks ---\nFrom: Kowloon\nMei'
    expect(newWords(text)).toBe(text)
  })

  it('takes any text, however long or odd, in a blink', () => {
    const piece = fc.constantFrom(
      '>',
      '> a',
      'From: x',
      'To: y',
      'Sent: z',
      '-- ',
      '----',
      'a:',
      '',
      '10:00 1.1.2026 x:',
      '____________',
      'word',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (lines) => {
        const words = newWords(lines.join('\n'))
        expect(words).toBe(words.trim())
        expect(words.split('\n').filter((line) => /^\s*>/.test(line))).toEqual([])
      }),
    )
    for (const long of ['>'.repeat(300_000), 'From: '.repeat(60_000), '-'.repeat(300_000), `${'a '.repeat(150_000)}:`])
      newWords(long)
  })
})

describe('of a mail in HTML only the words are read', () => {
  it.each([
    ['paragraphs and lines', '<p>Hello,</p><p>where is<br>my lamp?</p>', 'Hello,\n\nwhere is\nmy lamp?'],
    [
      'what it quotes is left out',
      '<div dir="ltr">1</div><br><div class="gmail_quote"><div>On … wrote:</div><blockquote>Which?</blockquote></div>',
      '1',
    ],
    ['quotes within quotes', '<div>1</div><blockquote>a<blockquote>b</blockquote>c</blockquote><div>2</div>', '1\n\n2'],
    [
      'Outlook’s history',
      '<div>1</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div><div>Which?</div>',
      '1',
    ],
    [
      'styles and scripts are no words',
      '<head><style>p{}</style></head><script>alert(1)</script><p>1 &lt; 2 &amp; 3 &#28783;&nbsp;</p>',
      '1 < 2 & 3 灯',
    ],
    ['a list', '<ul><li>lamp</li><li>bulb</li></ul>', '• lamp\n• bulb'],
    ['what is no HTML', '1 < 2', '1 < 2'],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html).replace(/\n\n+/g, '\n\n')).toBe(text)
  })

  it('takes anything, in a blink', () => {
    fc.assert(fc.property(fc.string(), (html) => typeof htmlToText(html) === 'string'))
    for (const long of ['<'.repeat(500_000), '<blockquote>'.repeat(50_000), '<!--'.repeat(100_000), '&#'.repeat(250_000)])
      htmlToText(long)
  })
})
