import { describe, expect, it } from 'vitest'
import { fill } from './fill.ts'
import { checkTemplate, compileTemplate, variablesIn } from './template.ts'

const scope = {
  name: 'Ada',
  language: 'en',
  total: 1234.5,
  when: '2026-03-09T06:05:00.000Z',
  order: { id: 'A-7', items: [{ name: 'Tea' }, { name: 'Cup' }] },
  tags: ['vip', 'new'],
  none: [],
  vip: true,
}

describe('a text', () => {
  it('without places stays as it is', () => {
    expect(fill('Hello { you } %}', scope)).toBe('Hello { you } %}')
  })

  it.each([
    ['Hello {{ name }}!', 'Hello Ada!'],
    ['{{order.items[1].name}}', 'Cup'],
    ['{{ order["id"] }}', 'A-7'],
    ['{{ order.items[-1].name }}', 'Cup'],
    ['[{{ nothing }}{{ nothing.at.all }}{{ none[3] }}]', '[]'],
    ['{{ vip }} {{ total }}', 'true 1234.5'],
    ['{{ tags }}', 'vip, new'],
    ['{{ order }}', '{"id":"A-7","items":[{"name":"Tea"},{"name":"Cup"}]}'],
    ['<b>{{ "<i>" }}</b>', '<b><i></b>'],
    ['{% if vip %}Welcome back{% else %}Welcome{% endif %}', 'Welcome back'],
    ['{% unless vip %}a{% elsif name == "Ada" and tags contains "new" %}b{% else %}c{% endunless %}', 'b'],
    ['{% if nothing %}a{% elsif total > 1000 %}b{% endif %}', 'b'],
  ])('%s reads as %s', (template, text) => {
    expect(fill(template, scope)).toBe(text)
  })

  it('that was compiled before fills the same', () => {
    const template = compileTemplate('Hello {{ name }}')
    expect(compileTemplate('Hello {{ name }}')).toBe(template)
    expect([fill(template, scope), fill(template, { name: 'Bo' })]).toEqual(['Hello Ada', 'Hello Bo'])
  })

  it('with a mistake is said as it is written', () => {
    expect(fill('Hello {{ name', scope)).toBe('Hello {{ name')
  })

  it('never fills what a customer typed', () => {
    expect(fill('You said: {{ said }}', { said: '{{ name }}', name: 'Ada' })).toBe('You said: {{ name }}')
  })

  it('whose filling fails keeps its own words', () => {
    expect(fill('Dear {{ s | replace: "a", s }}, hello', { s: 'a'.repeat(100_000) })).toBe('Dear , hello')
  })
})

describe('a filter', () => {
  it.each([
    ['{{ nothing | default: "there" }}', 'there'],
    ['{{ none | default: "no tags" }}', 'no tags'],
    ['{{ total | default: 1 }}', '1234.5'],
    ['{{ name | upcase }} {{ name | downcase }} {{ "élan VITAL" | capitalize }}', 'ADA ada Élan VITAL'],
    ['[{{ "  a b " | strip }}]', '[a b]'],
    ['{{ "What a long day" | truncate: 7 }} {{ "👍👍👍" | truncate: 2, "" }} {{ "short" | truncate }}', 'What a… 👍👍 short'],
    ['{{ "a-b-c" | replace: "-", "+" }} {{ "abc" | replace: "", "x" }}', 'a+b+c abc'],
    ['{{ tags | join: " / " }} {{ name | join }}', 'vip / new Ada'],
    ['{{ tags | size }} {{ name | size }} {{ tags.size }} {{ total | size }}', '2 3 2 0'],
    ['{{ tags | first }} {{ tags | last }} {{ tags.first }} {{ name | first }}', 'vip new vip '],
    ['{{ 0.1 | plus: 0.2 }} {{ "5" | minus: 2 }} {{ total | times: 2 }} {{ 7 | divided_by: 2 }}', '0.3 3 2469 3.5'],
    ['[{{ 7 | divided_by: 0 }}{{ name | plus: 1 }}{{ nothing | times: 2 }}]', '[]'],
    ['{{ 3.14159 | round: 2 }} {{ 2.5 | round }} {{ 1 | round: 99 }} {{ 1 | round: "x" }}', '3.14 3 1 1'],
    [
      '{{ total | money: "HKD" }} {{ total | money }} {{ total | money: "no" }} {{ name | money: "USD" }}',
      'HK$1,234.50 1234.50 1234.50 Ada',
    ],
    ['{{ name | json }} {{ "a \\"b\\"" | json }} {{ nothing | json }}', '"Ada" "a \\"b\\"" null'],
    ['{{ "a b&c" | url_encode }}', 'a%20b%26c'],
  ])('%s gives %s', (template, text) => {
    expect(fill(template, scope)).toBe(text)
  })

  it.each([
    ['{{ when | date }}', 'March 9, 2026'],
    ['{{ when | date: "short" }} {{ when | date: "time" }}', '3/9/26 6:05 AM'],
    ['{{ when | date: "%d/%m/%Y %H:%M:%S" }}', '09/03/2026 06:05:00'],
    ['{{ when | date: "%-d %B %y, %I:%M %p %A %a %b %e %%" }}', '9 March 26, 06:05 AM Monday Mon Mar 9 %'],
    ['{{ when | date: "%Y-%m-%d %H:%M", "Asia/Hong_Kong" }}', '2026-03-09 14:05'],
    ['{{ when | date: "long", "Nowhere/Else" }}', '2026-03-09T06:05:00.000Z'],
    ['{{ 0 | date: "%Y" }} {{ "2026-03-09" | date: "%d" }} {{ "2026-03-09T06:05" | date: "%H" }}', '1970 09 06'],
    ['{{ "now" | date }} {{ "3 May" | date }} {{ "2026-99-99" | date }} {{ nothing | date }}', 'now 3 May 2026-99-99 '],
    ['{{ "2026-03-09" | date: "%d", "America/New_York" }}', '09'],
    ['{{ when | date: "%Q %" }}', '%Q %'],
  ])('%s writes the date as %s', (template, text) => {
    expect(fill(template, scope).replaceAll('\u202f', ' ')).toBe(text)
  })

  it('writes dates in the time zone of the workspace, when it is known', () => {
    const text = '{{ when | date: "%H:%M" }} {{ when | date: "%H:%M", "UTC" }}'
    expect(fill(text, { ...scope, time_zone: 'Asia/Hong_Kong' })).toBe('14:05 06:05')
  })

  it('writes dates and money in the language of the chat', () => {
    const text = '{{ when | date: "long" }} · {{ when | date: "%A" }} · {{ total | money: "TWD" }}'
    expect(fill(text, { ...scope, language: 'zh-Hant' })).toBe('2026年3月9日 · 星期一 · $1,234.50')
    expect(fill(text, { ...scope, language: 'not a language' })).toBe('March 9, 2026 · Monday · NT$1,234.50')
  })

  it.each([
    ['{{ "zh-Hant" | language_name: "en" }}', 'Traditional Chinese'],
    ['{{ language | language_name }}', 'ไทย'],
    ['{{ "en" | language_name: "not a language" }}', 'English'],
    ['{{ "no tag at all" | language_name }}|{{ nothing | language_name }}', 'no tag at all|'],
  ])('%s names the language as %s', (template, text) => {
    expect(fill(template, { ...scope, language: 'th' })).toBe(text)
  })
})

describe('checking a template', () => {
  it.each([
    ['Hello {{ name', 'output "{{ name" not closed, line:1, col:7'],
    ['Hello\n{{ name | shout }}', 'undefined filter: shout, line:2, col:1'],
    ['{% if a %}b', 'tag {% if a %} not closed, line:1, col:1'],
    ['{% for x in y %}{% endfor %}', 'tag "for" not found, line:1, col:1'],
    ['{% include "a" %}', 'tag "include" not found, line:1, col:1'],
    ['{{ a | }}', undefined],
    ['{{ name }} {% if a %}b{% endif %}', undefined],
    ['plain', undefined],
  ])('%j: %s', (source, problem) => {
    expect(checkTemplate(source)).toBe(problem)
  })

  it('refuses more than 500 placeholders and tags without reading them, and leaves such a text as it is written', () => {
    const [most, tooMany] = ['{{a}}'.repeat(500), `${'{{a}}'.repeat(498)}{% if a %}b{% endif %}{{ a }}`]
    expect([checkTemplate(most), checkTemplate(tooMany)]).toEqual([undefined, '501 placeholders in one text; 500 are the most'])
    expect(variablesIn(tooMany)).toEqual([])
    expect([fill(most, { a: 'x' }), fill(tooMany, { a: 'x' })]).toEqual(['x'.repeat(500), tooMany])
  })

  it('lists the paths it reads', () => {
    expect(variablesIn('{{ a.b[0].c | default: d }} {% if u == 1 %}{{ q[r.s] }}{% endif %} {{ "x" }}')).toEqual([
      'a.b[0].c',
      'd',
      'u',
      'q[r.s]',
      'r.s',
    ])
    expect(
      variablesIn(
        '{{ (a..b.c) }}{{ [d].e }}{{ ["f"].g }}{{ "x".size }}{% unless h %}{% else %}{{ h | replace: i, j[k[0]] }}{% endunless %}',
      ),
    ).toEqual(['a', 'b.c', '[d].e', 'd', '["f"].g', 'h', 'i', 'j[k[0]]', 'k[0]'])
    expect(variablesIn('no places')).toEqual([])
    expect(variablesIn('{{ broken')).toEqual([])
  })
})

describe('a text in parts', () => {
  const partsOf = (template: string, values: object = scope) => compileTemplate(template).parts(values)
  it('keeps the author’s words and the values apart', () => {
    expect(partsOf('Hi {{ name }}, {{ order.items }}{{ nothing }}!')).toEqual([
      'Hi ',
      { value: 'Ada', text: 'Ada' },
      ', ',
      { value: [{ name: 'Tea' }, { name: 'Cup' }], text: '{"name":"Tea"}, {"name":"Cup"}' },
      { value: undefined, text: '' },
      '!',
    ])
  })

  it.each([
    ['{{ name | json }}', { value: '"Ada"', text: '"Ada"', escaped: 'json' }],
    ['{{ "a b" | url_encode }}', { value: 'a%20b', text: 'a%20b', escaped: 'url_encode' }],
    ['{{ "a b" | url_encode | default: "x" }}', { value: 'a%20b', text: 'a%20b', escaped: 'url_encode' }],
    ['{{ "a b" | url_encode | replace: "%20", "/" }}', { value: 'a/b', text: 'a/b' }],
    ['{% if vip %}{{ name }}{% endif %}', { value: 'Ada', text: 'Ada' }],
  ])('knows what %s has escaped', (template, part) => {
    expect(partsOf(template)).toEqual([part])
  })

  it('takes no value for a mark of its own', () => {
    const said = '\uFFFE0\uFFFF{{ name }}'
    expect(partsOf('{{ name }} {{ said }}', { name: 'Ada', said })).toEqual([
      { value: 'Ada', text: 'Ada' },
      ' ',
      { value: said, text: said },
    ])
  })

  it('with a mistake is one part, as it is written', () => {
    expect([partsOf('Hello {{ name'), partsOf('plain')]).toEqual([['Hello {{ name'], ['plain']])
  })
})
