import { describe, expect, it } from 'vitest'
import type { NodeDescription } from '#nodes/contract.ts'
import { descriptionOf, descriptions } from '#nodes/descriptions.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { type NodeConfig, newFlow } from '#schemas/flow.ts'
import { previewMessages } from '../messages/preview-messages.ts'
import { labelAt } from '../publish/label-at.ts'
import { missingLanguages } from './language.ts'
import { limitOf } from './limits.ts'
import { moved } from './options.ts'
import { type FieldSchema, sectionsOf } from './schema.ts'
import { startValue } from './start-value.ts'
import { templateParts } from './template-parts.ts'
import { variablesOf } from './variables.ts'

const languages = { default: 'en', offered: ['en', 'zh-Hant'] }
const schemaOf = (type: string) => descriptionOf(type)?.schema as FieldSchema
const names = (type: string, config: object) =>
  sectionsOf(schemaOf(type), config).map(({ title, fields }) => [title, fields.map(({ name }) => name)])

describe('the form of a node', () => {
  it('has a section for each x-section, and only what applies', () => {
    expect(names('start', { trigger: 'any-message' })).toEqual([[undefined, ['trigger', 'channels']]])
    expect(names('start', { trigger: 'keyword' })).toEqual([[undefined, ['trigger', 'keywords', 'match', 'channels']]])
    expect(names('wait', { for: 'date' })).toEqual([[undefined, ['for', 'date', 'time']]])
  })

  it.each(descriptions.map(({ type }) => type))('%s: everything it could add starts as its schema allows', (type) => {
    for (const property of Object.values(schemaOf(type).properties ?? {})) expect(startValue(property)).not.toBeUndefined()
  })

  it('knows the variables that are declared, set by nodes, and the contact’s', () => {
    const flow = newFlow('f')
    flow.variables = [{ name: 'total', type: 'number', label: 'Order total' }]
    flow.nodes.push({ id: 'n', type: 'menu', position: { x: 0, y: 0 }, data: { config: { options: [], saveAs: 'topic' } } })
    expect(variablesOf(flow).map(({ path, label, group }) => `${group}: ${path} ${label}`)).toEqual([
      'flow: total Order total',
      'flow: topic topic',
      'contact: contact.name contact.name',
      'contact: contact.phone contact.phone',
      'contact: contact.email contact.email',
      'contact: contact.tags contact.tags',
      'shop: next_opening next_opening',
    ])
  })
})

describe('texts in several languages', () => {
  it('are missing where the default language has one', () => {
    const config = { text: { en: 'Hi', 'zh-Hant': '你好' }, options: [{ id: 'a', label: { en: 'A' } }] }
    expect([...missingLanguages(config, languages)]).toEqual(['zh-Hant'])
    expect([...missingLanguages({ text: { en: 'Hi', 'zh-Hant': '你好' } }, languages)]).toEqual([])
    expect([...missingLanguages({ text: { en: '' } }, languages)]).toEqual([])
  })

  it('fall into their parts and back', () => {
    const text = 'Hi {{ name }}, {% if vip %}welcome{% endif %} {'
    expect(templateParts(text).filter(({ kind }) => kind === 'place')).toEqual([
      { kind: 'place', text: '{{ name }}' },
      { kind: 'place', text: '{% if vip %}' },
      { kind: 'place', text: '{% endif %}' },
    ])
    expect(
      templateParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})

describe('limits and preview', () => {
  const options = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `o${i}`, label: { en: `Option ${i}` } }))
  const whatsapp = dialects.whatsapp.capabilities

  it('are those of how the channel shows it: buttons, a list, a caption or a text', () => {
    expect(limitOf('/text', { options: options(3) }, whatsapp)?.max).toBe(whatsapp.buttons?.body)
    expect(limitOf('/options/0/label', { options: options(3) }, whatsapp)?.max).toBe(whatsapp.buttons?.label)
    expect(limitOf('/options/0/label', { options: options(4) }, whatsapp)?.max).toBe(whatsapp.list?.label)
    expect(limitOf('/text', { media: {} }, whatsapp)?.max).toBe(whatsapp.caption.max)
    expect(limitOf('/text', {}, whatsapp)?.max).toBe(whatsapp.text.max)
    expect(limitOf('/saveAs', {}, whatsapp)).toBeUndefined()
  })

  const said = (type: string, config: NodeConfig, language = 'en') =>
    previewMessages(descriptionOf(type) as NodeDescription, config, languages, language)

  it('show what the node would say', () => {
    expect(said('menu', { text: { en: 'Hi' }, options: options(1) }, 'zh-Hant')).toEqual([
      { kind: 'choices', text: 'Hi', choices: [{ id: 'o0', label: 'Option 0' }], language: 'zh-Hant' },
    ])
    expect(said('language', { text: { en: 'Choose', 'zh-Hant': '選擇' } })).toMatchObject([
      {
        text: 'Choose\n選擇',
        choices: [
          { id: 'en', label: 'English' },
          { id: 'zh-Hant', label: '繁體中文' },
        ],
      },
    ])
    expect(said('condition', { branches: [] })).toEqual([])
  })

  it('show what the node says, whatever its settings are called: the marks of a rating, a text ahead of a sound', () => {
    expect(said('rating', { text: { en: 'How was it?' }, highest: 3 })).toEqual([
      { kind: 'choices', text: 'How was it?', choices: ['1', '2', '3'].map((id) => ({ id, label: id })), language: 'en' },
    ])
    const media = { kind: 'audio', url: 'https://shop.example/{{ track }}.mp3' }
    expect(said('send-message', { text: { en: 'Listen' }, media })).toEqual([
      { kind: 'text', text: 'Listen', language: 'en' },
      { kind: 'media', media: 'audio', url: media.url, language: 'en' },
    ])
    expect(said('send-message', {})).toEqual([])
  })
})

it('a thing is taken from one place of a list to another', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
})

it('a place in a config is named in the form’s own words', () => {
  expect(labelAt(descriptionOf('menu'), '/options/1/label/zh-Hant')).toBe('Options 2, Label, 繁體中文')
  expect(labelAt(descriptionOf('menu'), '/noAnswerSeconds')).toBe('Wait for an answer')
  expect(labelAt(undefined, '/settings/answerWindowSeconds')).toBe('Settings, Answer window seconds')
})
