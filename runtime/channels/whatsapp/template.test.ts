import fc from 'fast-check'
import { expect, it } from 'vitest'
import { filledIn, templateText } from '#schemas/message-template.ts'
import { carouselTemplate, namedTemplate, pausedTemplate, slotTemplate } from '#tests/fixtures/whatsapp-templates.ts'
import { encode } from './encode.ts'
import { templateOf } from './template.ts'

const known = (told: unknown) => {
  const template = templateOf(told)
  if (!template) throw new Error('it is a template')
  return template
}

it('a template is read with the places that have to be filled in, each once and with its example', () => {
  expect(templateOf(slotTemplate)).toEqual({
    name: 'installation_slot',
    language: 'en_US',
    category: 'UTILITY',
    state: 'approved',
    header: { kind: 'text', text: 'Order {{1}}' },
    body: 'Hello {{1}}, we come on {{2}}. Does that suit you, {{1}}?',
    footer: 'The shop',
    buttons: ['Yes', 'Another time'],
    actions: [
      { kind: 'reply', label: 'Yes' },
      { kind: 'url', label: 'Another time', url: 'https://shop.example/slots/{{1}}' },
    ],
    places: [
      { in: 'header', name: '1', example: '4711' },
      { in: 'body', name: '1', example: 'Mei' },
      { in: 'body', name: '2', example: 'Monday at 10' },
      { in: 'button', button: 1, name: '1', example: '4711' },
    ],
  })
  expect(known(namedTemplate)).toMatchObject({
    header: { kind: 'image' },
    places: [
      { in: 'header', media: 'image' },
      { in: 'body', name: 'first_name', example: '美' },
    ],
  })
})

it('a template that was paused is off, and one with parts that cannot be filled in here is beyond', () => {
  expect(known(pausedTemplate).state).toBe('off')
  expect(known(carouselTemplate)).toMatchObject({ state: 'approved', beyond: true })
})

it('a template is filled in as the customer reads it, and sent as the vendor documents it', () => {
  const values = { 'header.1': '4711', 'body.1': ' Mei ', 'body.2': 'Monday', 'button.1.1': '4711' }
  const filled = filledIn(known(slotTemplate), values)
  if (!('parameters' in filled)) throw new Error('everything is filled in')
  expect(templateText(known(slotTemplate), values)).toBe(
    'Order 4711\n\nHello Mei, we come on Monday. Does that suit you, Mei?\n\nThe shop',
  )
  const template = { name: 'installation_slot', language: 'en_US', parameters: filled.parameters }
  expect(encode({ kind: 'template', template, text: '' }, '85290001234')).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '85290001234',
    type: 'template',
    template: {
      name: 'installation_slot',
      language: { policy: 'deterministic', code: 'en_US' },
      components: [
        { type: 'header', parameters: [{ type: 'text', text: '4711' }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Mei' },
            { type: 'text', text: 'Monday' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: '4711' }] },
      ],
    },
  })
})

it('a place with a name is sent by it, and a picture by its address', () => {
  const filled = filledIn(known(namedTemplate), { header: 'https://shop.example/a.png', 'body.first_name': '美' })
  const parameters = 'parameters' in filled ? filled.parameters : []
  expect(encode({ kind: 'template', template: { name: 'n', language: 'zh_HK', parameters }, text: '' }, '1')).toMatchObject({
    template: {
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/a.png' } }] },
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: '美' }] },
      ],
    },
  })
})

it('a place that is empty is named, and what is written stays in the text', () => {
  expect(filledIn(known(slotTemplate), { 'body.1': 'Mei', 'header.1': ' ' })).toEqual({
    empty: ['header.1', 'body.2', 'button.1.1'],
  })
  expect(templateText(known(slotTemplate), { 'body.1': 'Mei' })).toContain('we come on {{2}}.')
})

it('whatever a vendor tells makes a template or none, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (told, components) => {
      templateOf(told)
      templateOf({ name: 'n', language: 'en', components })
      templateOf({
        name: 'n',
        language: 'en',
        components: [
          { type: 'BODY', text: 'b' },
          { type: 'HEADER', ...Object(components) },
        ],
      })
    }),
  )
})
