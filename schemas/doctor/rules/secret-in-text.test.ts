import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf, say } from '../testing.ts'

describe('a secret', () => {
  // Put together here, so that no scanner takes them for real ones.
  const looksLike = (...parts: string[]) => parts.join('')

  it('in a node is a warning that shows the place', () => {
    const flow = aFlow([
      aNode('say', 'a', { text: { en: 'Hi' }, headers: { Authorization: looksLike('Bearer ', 'a1B2c3D4'.repeat(4)) } }),
    ])
    expect(problemsOf('secret-in-text', flow)).toEqual([
      {
        code: 'secret-in-text',
        severity: 'warning',
        message: 'Holds an access token',
        nodeId: 'a',
        path: '/headers/Authorization',
        values: { kind: 'an access token' },
        fix: { do: 'focus', nodeId: 'a', path: '/headers/Authorization' },
      },
    ])
  })

  it('that a secret of the workspace can stand for is moved there by its fix', () => {
    expect(
      problemsOf('secret-in-text', aFlow([aNode('fetch', 'a', { value: looksLike('sk', '_live_', 'abcdEFGH12345678') })])),
    ).toEqual([
      {
        code: 'secret-in-text',
        severity: 'warning',
        message: 'Holds a key',
        nodeId: 'a',
        path: '/value',
        values: { kind: 'a key', name: 'X-Key' },
        fix: { do: 'move-to-secret', nodeId: 'a', path: '/value', name: 'X-Key' },
      },
    ])
  })

  it.each([
    [looksLike('sk', '_live_', 'abcdEFGH12345678'), 'an API key'],
    [looksLike('sk', '-', 'abcdEFGH'.repeat(5)), 'an API key'],
    [looksLike('AKIA', 'ABCDEFGH12345678'), 'an API key'],
    [looksLike('gh', 'p_', 'a1'.repeat(18)), 'an access token'],
    [looksLike('EAA', 'Ab1'.repeat(40)), 'an access token'],
    [looksLike('eyJ', 'hbGciOiJIUzI1', '.eyJ', 'zdWIiOiIxMjM0', '.x'), 'an access token'],
    [looksLike('-----BEGIN RSA ', 'PRIVATE KEY-----'), 'a private key'],
    ['Pay with 4111 1111 1111 1111 now', 'a card number'],
    ['5555-5555-5555-4444', 'a card number'],
  ])('is seen in %s', (text, kind) => {
    expect(problemsOf('secret-in-text', aFlow([say('a', { en: text })])).map(({ values }) => values)).toEqual([{ kind }])
  })

  it.each([
    'Bearer {{ token }}',
    'Your order 4111111111111112 is on its way',
    'Call +852 2345 6789 or +44 20 7946 0958',
    '0000 0000 0000 0000',
    'Track it at https://shop.example/orders/1234567890123',
    'a'.repeat(10_000),
    '1 '.repeat(5_000),
  ])('is not seen in %s', (text) => {
    expect(problemsOf('secret-in-text', aFlow([say('a', { en: text })]))).toEqual([])
  })
})
