import { describe, expect, it } from 'vitest'
import { fill } from './fill.ts'
import { checkTemplate } from './template.ts'

/**
 * The escape corpus. Published escapes of n8n's expressions, vm2, Flowise and of template engines are all made of a few gadgets
 * (ways to reach a prototype, a constructor, a global) put in different places; here every gadget is put in every place.
 */
const gadgets = [
  'constructor',
  'constructor.constructor',
  '__proto__',
  '__proto__.constructor',
  'prototype',
  'toString',
  'toString.constructor',
  'valueOf.call',
  'hasOwnProperty.constructor',
  'map.constructor',
  'at.constructor',
  'secret',
  'inherited',
  'method',
  'method.constructor',
  'nested.method.constructor.constructor',
  '["constructor"]["constructor"]',
  '["__proto__"]["polluted"]',
  '[0].constructor',
  '__defineGetter__',
  '__lookupGetter__.constructor',
  'caller.arguments',
  'toLiquid',
  'liquidMethodMissing',
  'then.constructor',
]
const places = [
  (g: string) => `{{ host${dot(g)} }}`,
  (g: string) => `{{ data${dot(g)} }}`,
  (g: string) => `{{ list${dot(g)} }}`,
  (g: string) => `{{ name${dot(g)} }}`,
  (g: string) => `{{ "text"${dot(g)} }}`,
  (g: string) => `{{ host.nested${dot(g)} }}`,
  (g: string) => `{{ host${dot(g)} | json }}`,
  (g: string) => `{{ host | default: host${dot(g)} | upcase }}`,
  (g: string) => `{{ "x" | replace: "x", host${dot(g)} }}`,
  (g: string) => `{{ list | join: host${dot(g)} | size }}`,
  (g: string) => `{% if host${dot(g)} %}REACHED{% endif %}`,
  (g: string) => `{% if host${dot(g)} contains "a" %}REACHED{% endif %}`,
  (g: string) => `{% unless host${dot(g)} == nil %}REACHED{% endunless %}`,
  (g: string) => `{{ data[host${dot(g)}] }}`,
  (g: string) => (g.startsWith('[') ? `{{ ${g} }}` : `{{ ${g} }}{{ this.${g} }}{{ globalThis.${g} }}`),
]
const dot = (gadget: string): string => (gadget.startsWith('[') ? gadget : `.${gadget}`)

const globals =
  'process require global globalThis window self module exports eval Function Buffer fetch import $json $input $node this console'
const calls = [
  'process.env',
  'process.mainModule.require("child_process").execSync("id")',
  'constructor.constructor("return process")()',
  '[].map.constructor("return this")()',
  '(() => { throw new Error().stack })()',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the payload is such a string
  '`${process.env.HOME}`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the payload is such a string
  'String.raw`${1}`',
  'Reflect.get(host, "secret")',
  'Object.getPrototypeOf(host)',
  'new Proxy({}, {})',
  'async () => {}',
  'function* () {}',
  'x = host.constructor',
  'host?.["constructor"]',
  'import("node:fs")',
  '{}.constructor',
  '1;process',
  'this["con" + "structor"]',
  '"\\u0063onstructor"',
  'Error.prepareStackTrace',
  'WebAssembly',
  'with(host) secret',
]
const brackets = [
  (code: string) => `{{ ${code} }}`,
  (code: string) => `={{ ${code} }}`,
  (code: string) => `{{{ ${code} }}}`,
  (code: string) => `{% ${code} %}`,
  (code: string) => `{%- liquid echo ${code} -%}`,
]
const tags = [
  'assign a = host',
  'capture a',
  'case host',
  'comment',
  'cycle host',
  'decrement a',
  'echo host',
  'for x in host',
  'include "/etc/passwd"',
  'increment a',
  'layout "/etc/passwd"',
  'liquid echo host',
  'raw',
  'render "/etc/passwd"',
  'tablerow x in host',
  'block a',
  '# host',
].flatMap((tag) => [`{% ${tag} %}`, `{%- ${tag} -%}x{% end${tag.split(' ')[0]} %}`])
const engineFilters =
  'append array_to_sentence_string base64_decode base64_encode compact concat date_to_xmlschema escape find find_exp group_by group_by_exp has has_exp ' +
  'inspect jsonify map normalize_whitespace pop push raw reject reject_exp reverse sample shift slice slugify sort sort_natural split strip_html sum to_integer uniq unshift where where_exp'
const huge = [
  'a'.repeat(1_000_000),
  `{{ name }}${'a'.repeat(1_000_000)}`,
  `{{ ${'a'.repeat(19_000)} }}`,
  '{{'.repeat(500_000),
  '{{ name }}'.repeat(1_999),
  '{{ name }}'.repeat(100_000),
  `{{ ${'name['.repeat(3_000)}0${']'.repeat(3_000)} }}`,
  `{{ name${'.a'.repeat(9_000)} }}`,
  `{{ name${' | upcase'.repeat(2_000)} }}`,
  `{{ big${' | upcase'.repeat(2_000)} }}`,
  `{{ "a"${' | replace: "a", "aaaaaaaaaa"'.repeat(30)} }}`,
  '{{ big | replace: "a", big }}',
  '{{ big | replace: "", big }}',
  '{{ list | join: big | replace: "a", big }}',
  '{{ (1..100000000) }}',
  '{{ (1..100000000) | join: big }}',
  '{% if (1..100000000) contains 7 %}a{% endif %}',
  `${'{% if vip %}'.repeat(800)}a${'{% endif %}'.repeat(800)}`,
  `{% if ${'vip and '.repeat(2_400)}vip %}a{% endif %}`,
  `{{ ${'('.repeat(19_000)} }}`,
  `{{ ${'"'.repeat(19_001)} }}`,
  `{{ name | truncate: 1e308 }}{{ name | truncate: -1 }}{{ name | round: 1e308 }}`,
  '{{ when | date: "%999999999d%-999999Y" }}',
  `{{ when | date: "${'%A'.repeat(9_000)}" }}`,
  `{{ "${'a'.repeat(9_000)}!" | replace: "${'a'.repeat(9_000)}", "" }}`,
  '{{ big | money: big }}{{ big | date: big, big }}{{ 1 | money: big }}{{ 0 | date: "%Y", big }}',
  '{{ deep }}{{ deep | json }}',
  '{{ wide }}{{ wide | json | size }}',
]

const payloads = [
  ...gadgets.flatMap((gadget) => places.map((place) => place(gadget))),
  ...globals.split(' ').flatMap((name) => [`{{ ${name} }}`, `{{ ${name}.constructor.name }}`]),
  ...calls.flatMap((code) => brackets.map((bracket) => bracket(code))),
  ...tags,
  ...engineFilters.split(' ').map((filter) => `{{ host | ${filter}: "constructor" }}`),
  ...huge,
]

/** A scope as hostile as it can be: getters, methods, classes, a polluted prototype, deep and wide values. */
function hostileScope() {
  const reached: string[] = []
  const trap = (name: string) => () => {
    reached.push(name)
    return 'REACHED'
  }
  class Host {
    inherited = undefined
    method = trap('method')
    nested = { method: trap('nested method'), toString: trap('toString'), valueOf: trap('valueOf'), toJSON: trap('toJSON') }
    toLiquid = trap('toLiquid')
    liquidMethodMissing = trap('liquidMethodMissing')
    indexOf = trap('indexOf')
    equals = trap('equals')
    get secret() {
      return trap('prototype getter')()
    }
  }
  const host = Object.defineProperty(new Host(), 'inherited', { get: trap('getter'), enumerable: true })
  let deep: unknown = 'REACHED'
  for (let i = 0; i < 10_000; i++) deep = [deep]
  const scope = {
    host,
    deep,
    wide: Array.from({ length: 100_000 }, (_, i) => i),
    data: Object.assign(Object.create({ secret: 'REACHED', polluted: 'REACHED' }), { a: 1 }),
    list: [1, 2, 3],
    name: 'Ada',
    when: '2026-03-09T06:05:00.000Z',
    vip: true,
    big: 'a'.repeat(50_000),
  }
  return { scope: Object.defineProperty(scope, 'language', { get: trap('language'), enumerable: true }), reached }
}

const hostWords = /REACHED|native code|\[object|function|\[Function|node:internal|root:x:|uid=/

describe('a hostile template', () => {
  it(`reaches no host object in any of ${payloads.length} ways, and each stops`, () => {
    expect(payloads.length).toBeGreaterThanOrEqual(400)
    const { scope, reached } = hostileScope()
    let slowest = { ms: 0, payload: '' }
    for (const payload of payloads) {
      const started = process.cpuUsage()
      const text = fill(payload, scope)
      const ms = process.cpuUsage(started).user / 1000
      if (ms > slowest.ms) slowest = { ms, payload: payload.slice(0, 60) }
      expect(typeof text).toBe('string')
      expect(text.length).toBeLessThanOrEqual(Math.max(payload.length, 500_000))
      // A template with a mistake is said as it is written: only what was filled may not show the host.
      if (text !== payload) expect(text, payload.slice(0, 200)).not.toMatch(hostWords)
      // Of the processor's time, so that a busy machine proves nothing; the goal is 50 ms, the bound tells a runaway from a cold start.
      expect(ms, payload.slice(0, 200)).toBeLessThan(1000)
    }
    expect(reached).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
    console.info(
      `${payloads.length} payloads, 0 reached a host object; slowest ${slowest.ms.toFixed(1)} ms of CPU: ${slowest.payload}`,
    )
  })

  it.each(tags)('may not use the tag in %s', (template) => {
    expect(checkTemplate(template)).toMatch(/not found|illegal|unexpected/i)
  })

  it.each(engineFilters.split(' '))('may not use the filter %s', (filter) => {
    expect(checkTemplate(`{{ name | ${filter} }}`)).toBe(`undefined filter: ${filter}, line:1, col:1`)
  })
})
