import { describe, expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import type { SendMessageConfig } from './schema.ts'

const text = { en: 'Hi {{ first_name }}' }
const enter = (config: SendMessageConfig) => handler.enter(visitOf(config, { variables: { first_name: 'Ada', photo: 'a.png' } }))

describe('a message', () => {
  it('says its text with the variables filled', () => {
    expect(enter({ text })).toEqual({ next: 'go', output: 'next', say: [{ kind: 'text', text: 'Hi Ada' }] })
  })

  it('sends a picture with the text as its caption', () => {
    expect(enter({ text, media: { kind: 'image', url: 'https://shop.example/{{ photo }}' } })).toEqual({
      next: 'go',
      output: 'next',
      say: [{ kind: 'media', media: 'image', url: 'https://shop.example/a.png', caption: 'Hi Ada' }],
    })
  })

  it('says the text ahead of sound, which has no caption', () => {
    expect(enter({ text, media: { kind: 'audio', url: 'https://shop.example/a.mp3' } })).toEqual({
      next: 'go',
      output: 'next',
      say: [
        { kind: 'text', text: 'Hi Ada' },
        { kind: 'media', media: 'audio', url: 'https://shop.example/a.mp3' },
      ],
    })
  })

  it('sends a picture without a text', () => {
    expect(enter({ text: {}, media: { kind: 'image', url: 'https://shop.example/a.png' } })).toEqual({
      next: 'go',
      output: 'next',
      say: [{ kind: 'media', media: 'image', url: 'https://shop.example/a.png' }],
    })
  })

  it.each([
    ['b/c?x=1', [{ kind: 'media', media: 'image', url: 'https://shop.example/a/b%2Fc%3Fx%3D1', caption: 'Hi' }]],
    ['../admin?x=1', [{ kind: 'text', text: 'Hi' }]],
    ['..', [{ kind: 'text', text: 'Hi' }]],
  ])('shows no other picture when a variable in its address is %j', (photo, say) => {
    const config: SendMessageConfig = { text: { en: 'Hi' }, media: { kind: 'image', url: 'https://shop.example/a/{{ photo }}' } }
    expect(handler.enter(visitOf(config, { variables: { photo } }))).toEqual({ next: 'go', output: 'next', say })
  })

  it('says nothing when it is empty', () => {
    expect(enter({ text: { en: ' ' } })).toEqual({ next: 'go', output: 'next', say: [] })
  })
})
