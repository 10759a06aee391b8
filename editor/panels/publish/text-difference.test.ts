import { describe, expect, it } from 'vitest'
import { textDifference } from './text-difference.ts'

const drawn = (before: string, after: string): string =>
  textDifference(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind])
    .join('')

describe('the difference of two texts', () => {
  it.each([
    ['Which number is it?', 'Which phone number is it?', 'Which {+phone +}number is it?'],
    ['Hello', 'Hello', 'Hello'],
    ['Hello', '', '[-Hello-]'],
    ['', 'Hello', '{+Hello+}'],
    ['你好嗎', '你們好嗎', '你{+們+}好嗎'],
    ['a b c', 'x b y', '[-a-]{+x+} b [-c-]{+y+}'],
  ])('%j → %j', (before, after, parts) => {
    expect(drawn(before, after)).toBe(parts)
  })

  it('keeps both texts whole', () => {
    const parts = textDifference('one two three', 'zero two four')
    expect(
      parts
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe('one two three')
    expect(
      parts
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toBe('zero two four')
  })

  it('takes a very long text as rewritten', () => {
    const before = 'word '.repeat(500)
    expect(textDifference(before, 'new')).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: 'new' },
    ])
  })
})
