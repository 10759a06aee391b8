import { describe, expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'

describe('the end', () => {
  it('says goodbye', () => {
    expect(handler.enter(visitOf({ text: { en: 'Goodbye' } }))).toEqual({
      next: 'end',
      say: [{ kind: 'text', text: 'Goodbye' }],
    })
  })

  it('ends without a word when it has none', () => {
    expect(handler.enter(visitOf({}))).toEqual({ next: 'end', say: [] })
  })
})
