import { describe, expect, it } from 'vitest'
import { strengthOf } from './password-strength.ts'

describe('the strength of a password', () => {
  it.each([
    ['', 0],
    ['short', 1],
    ['aaaaaaaaaaaaaaaa', 1],
    ['123456789012', 1],
    ['kitchen table', 3],
    ['plumbluelamp', 2],
    ['Three-brown-foxes-17', 4],
  ])('of “%s” is %i', (password, level) => {
    expect(strengthOf(password)).toBe(level)
  })
})
