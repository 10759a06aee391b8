import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChannelKind, type Choice, channelKinds } from '#schemas/message.ts'
import { outgoingMessage } from '#tests/fixtures/outgoing-messages.ts'
import type { Capabilities, DrawnMessage } from './channels/contract.ts'
import { dialects } from './channels/dialects.ts'
import { render } from './render.ts'
import { measure } from './split-text.ts'

const whatsapp = dialects.whatsapp.capabilities
const choices = (count: number, label = 'Option'): Choice[] =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, label: `${label} ${index + 1}` }))

describe('render', () => {
  it('leaves a short text as it is', () => {
    expect(render({ kind: 'text', text: 'สวัสดี' }, whatsapp)).toEqual({ drawn: [{ kind: 'text', text: 'สวัสดี' }], losses: [] })
  })

  it('says nothing for a text without words', () => {
    expect(render({ kind: 'text', text: ' \n ' }, whatsapp)).toEqual({ drawn: [], losses: [] })
  })

  it('draws three choices as buttons on WhatsApp', () => {
    expect(render({ kind: 'choices', text: 'Pick', choices: choices(3) }, whatsapp)).toEqual({
      drawn: [{ kind: 'buttons', text: 'Pick', buttons: choices(3) }],
      losses: [],
    })
  })

  it('draws four choices as a list with the author’s own word on its button', () => {
    expect(render({ kind: 'choices', text: 'Pick', choices: choices(4), button: 'Options' }, whatsapp)).toEqual({
      drawn: [{ kind: 'list', text: 'Pick', button: 'Options', rows: choices(4) }],
      losses: [{ code: 'buttons-become-list', values: { max: 3, count: 4 } }],
    })
  })

  it('numbers eleven choices', () => {
    const { drawn, losses } = render({ kind: 'choices', text: 'Pick', choices: choices(11) }, whatsapp)
    expect(drawn).toEqual([
      { kind: 'text', text: `Pick\n\n${Array.from({ length: 11 }, (_, i) => `${i + 1}. Option ${i + 1}`).join('\n')}` },
    ])
    expect(losses).toEqual([{ code: 'choices-become-numbers', values: { max: 10, count: 11 } }])
  })

  it.each([
    [2, 'buttons'],
    [4, 'rows'],
  ])('never shows the id of a choice whose label is empty: its place stands there (%i %s)', (count, part) => {
    const asked = choices(count).map((choice, index) => (index === 1 ? { ...choice, label: ' ' } : choice))
    const { drawn } = render({ kind: 'choices', text: 'Pick', choices: asked }, whatsapp)
    const shown = choices(count).map((choice, index) => (index === 1 ? { ...choice, label: '2' } : choice))
    expect(drawn).toMatchObject([{ [part]: shown }])
  })

  it('never shows the id of a choice whose label is empty: among numbers there is its number', () => {
    const asked = choices(11).map((choice, index) => (index === 1 ? { ...choice, label: '' } : choice))
    const { drawn } = render({ kind: 'choices', text: 'Pick', choices: asked }, whatsapp)
    expect(drawn).toMatchObject([{ text: expect.stringContaining('1. Option 1\n2.\n3. Option 3') }])
  })

  it('keeps shortened labels different from each other', () => {
    const three = ['Where is my parcel going today?', 'Where is my parcel going now?', 'Where is my parcel at?']
    const { drawn } = render(
      { kind: 'choices', text: 'Pick', choices: three.map((label, i) => ({ id: `${i}`, label })) },
      whatsapp,
    )
    expect(drawn).toEqual([
      {
        kind: 'buttons',
        text: 'Pick',
        buttons: [
          { id: '0', label: 'Where is my parcel…' },
          { id: '1', label: 'Where is my parce… 2' },
          { id: '2', label: 'Where is my parce… 3' },
        ],
      },
    ])
  })

  it('never cuts a family emoji or a Thai cluster in a label', () => {
    const { drawn } = render(
      { kind: 'choices', text: 'Pick', choices: [{ id: 'a', label: 'ครอบครัวของเรา 👩‍👩‍👧‍👦👩‍👩‍👧‍👦' }] },
      whatsapp,
    )
    expect(drawn).toEqual([{ kind: 'buttons', text: 'Pick', buttons: [{ id: 'a', label: 'ครอบครัวของเรา…' }] }])
  })

  it('sends the beginning of a long question ahead and keeps its last part with the buttons', () => {
    const intro = 'We deliver everywhere. '.repeat(60).trim()
    const { drawn, losses } = render({ kind: 'choices', text: `${intro}\n\nShall we go on?`, choices: choices(2) }, whatsapp)
    expect(drawn.map((part) => part.kind)).toEqual(['text', 'buttons'])
    expect(drawn.at(-1)).toMatchObject({ text: expect.stringMatching(/Shall we go on\?$/) })
    expect(losses).toEqual([{ code: 'text-split', values: { max: 1024, count: 2 } }])
  })

  it('puts a caption under what takes no caption', () => {
    const drawn = render({ kind: 'media', media: 'audio', url: 'https://shop.example/a.ogg', caption: 'Listen' }, whatsapp).drawn
    expect(drawn).toEqual([
      { kind: 'media', media: 'audio', url: 'https://shop.example/a.ogg' },
      { kind: 'text', text: 'Listen' },
    ])
  })

  it('makes a link of media the channel cannot show', () => {
    const plain: Capabilities = { ...whatsapp, media: ['image'] }
    expect(render({ kind: 'media', media: 'video', url: 'https://shop.example/v.mp4', caption: 'Look' }, plain)).toEqual({
      drawn: [
        { kind: 'text', text: 'Look' },
        { kind: 'text', text: 'https://shop.example/v.mp4' },
      ],
      losses: [{ code: 'media-becomes-link', values: { media: 'video' } }],
    })
  })
})

const bytes: Capabilities = {
  ...whatsapp,
  text: { max: 1000, unit: 'bytes' },
  buttons: { max: 2, label: 9, body: 80 },
  list: { rows: 4, label: 10, description: 12, button: 8, body: 90 },
  media: ['image'],
}
const textOnly: Capabilities = { ...whatsapp, text: { max: 160, unit: 'characters' }, buttons: null, list: null, media: [] }
const table: [ChannelKind | string, Capabilities][] = [
  ...channelKinds.map((kind): [string, Capabilities] => [kind, dialects[kind].capabilities]),
  ['counted in bytes', bytes],
  ['text only', textOnly],
]

describe.each(table)('whatever the message, on %s', (_name, capabilities) => {
  it('every part is within the limits', () => {
    fc.assert(
      fc.property(outgoingMessage, (said) => {
        for (const part of render(said, capabilities).drawn) expect(problemsOf(part, capabilities)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('no word and no choice is lost', () => {
    fc.assert(
      fc.property(outgoingMessage, (said) => {
        const { drawn } = render(said, capabilities)
        const shown = squeeze(drawn.map((part) => (part.kind === 'media' ? (part.caption ?? '') : part.text)).join(''))
        if (said.kind === 'media') expect(shown).toContain(squeeze(said.caption ?? ''))
        else expect(shown).toContain(squeeze(said.text))
        if (said.kind !== 'choices' || said.choices.length === 0) return
        const last = drawn.at(-1)
        if (last?.kind === 'buttons') expect(last.buttons.map(({ id }) => id)).toEqual(said.choices.map(({ id }) => id))
        else if (last?.kind === 'list') expect(last.rows.map(({ id }) => id)).toEqual(said.choices.map(({ id }) => id))
        else for (const [i, choice] of said.choices.entries()) expect(shown).toContain(squeeze(`${i + 1}.${choice.label.trim()}`))
      }),
      { numRuns: 150 },
    )
  })
})

const squeeze = (text: string) => text.replace(/\s+/g, '')

function problemsOf(part: DrawnMessage, { text, caption, buttons, list, media }: Capabilities): string[] {
  const problems: string[] = []
  const within = (what: string, value: string, max: number, min = 1) => {
    const size = measure(value, text.unit)
    if (size > max || value.trim().length < min) problems.push(`${what}: ${size} of ${max}: ${JSON.stringify(value)}`)
    if (/\p{Surrogate}/u.test(value)) problems.push(`${what}: torn character`)
  }
  const labels = (choices: Choice[], max: number) => {
    for (const choice of choices) if (choice.label.length > max || choice.label === '') problems.push(`label: ${choice.label}`)
    if (new Set(choices.map((choice) => choice.label)).size < choices.length) problems.push('labels repeat')
  }
  if (part.kind === 'text') within('text', part.text, text.max)
  if (part.kind === 'buttons') {
    if (!buttons || part.buttons.length > buttons.max) return ['too many buttons']
    within('body', part.text, buttons.body)
    labels(part.buttons, buttons.label)
  }
  if (part.kind === 'list') {
    if (!list || part.rows.length > list.rows) return ['too many rows']
    within('body', part.text, list.body)
    if (part.button.length > list.button || part.button === '') problems.push(`button: ${part.button}`)
    labels(part.rows, list.label)
    for (const { description } of part.rows)
      if (description !== undefined && description.length > list.description) problems.push('description')
  }
  if (part.kind === 'media') {
    if (!media.includes(part.media)) problems.push(`no ${part.media} here`)
    if (part.caption !== undefined) within('caption', part.caption, caption.max)
  }
  return problems
}
