import { expect, it } from 'vitest'
import { encode } from './encode.ts'

const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '85291111111' }

it('a text carries our id and what it answers', () => {
  expect(encode({ kind: 'text', text: 'Hello' }, '85291111111', { ourId: 'c1.1.0', replyTo: 'wamid.IN' })).toEqual({
    ...envelope,
    context: { message_id: 'wamid.IN' },
    biz_opaque_callback_data: 'c1.1.0',
    type: 'text',
    text: { body: 'Hello', preview_url: false },
  })
})

it('a person without a phone number is addressed by the business-scoped id', () => {
  expect(encode({ kind: 'text', text: 'See https://shop.example' }, 'HK.1349')).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    recipient: 'HK.1349',
    type: 'text',
    text: { body: 'See https://shop.example', preview_url: true },
  })
})

it('buttons become reply buttons', () => {
  expect(encode({ kind: 'buttons', text: 'Pick', buttons: [{ id: 'a', label: 'A' }] }, '85291111111')).toEqual({
    ...envelope,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Pick' },
      action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
    },
  })
})

it('a list is one section of rows', () => {
  const rows = [
    { id: 'a', label: 'A', description: 'First' },
    { id: 'b', label: 'B' },
  ]
  expect(encode({ kind: 'list', text: 'Pick', button: 'Options', rows }, '85291111111')).toEqual({
    ...envelope,
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: 'Pick' },
      action: {
        button: 'Options',
        sections: [
          {
            rows: [
              { id: 'a', title: 'A', description: 'First' },
              { id: 'b', title: 'B' },
            ],
          },
        ],
      },
    },
  })
})

it('media goes by link, with its caption and its file name', () => {
  const url = 'https://shop.example/receipt.pdf'
  expect(encode({ kind: 'media', media: 'document', url, caption: 'Here', fileName: 'receipt.pdf' }, '85291111111')).toEqual({
    ...envelope,
    type: 'document',
    document: { link: url, caption: 'Here', filename: 'receipt.pdf' },
  })
})
