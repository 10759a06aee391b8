import { expect, it } from 'vitest'
import { receivesNothing } from './channel-trouble.ts'

it.each([
  [{ code: 'no-public-url' }, true],
  [{ code: 'not-told' }, true],
  [{ code: 'address-refused', values: { details: '…' } }, true],
  [{ code: 'sign-in-refused', values: { server: 'IMAP' } }, true],
  [{ code: 'sign-in-refused', values: { server: 'SMTP' } }, false],
  [{ code: 'token-refused' }, false],
] as const)('the trouble %j keeps messages from coming in: %s', (reason, deaf) => expect(receivesNothing(reason)).toBe(deaf))
