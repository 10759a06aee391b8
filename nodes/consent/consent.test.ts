import { expect, it } from 'vitest'
import { tapped, timeout, typed, visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import type { ConsentConfig } from './schema.ts'

const config: ConsentConfig = { purpose: 'offers', text: { en: 'Offers?', ar: 'عروض؟' }, noAnswerSeconds: 60, tries: 1 }
const choices = [
  { id: 'given', label: 'Yes, I agree' },
  { id: 'refused', label: 'No, thank you' },
]
const contact = (consents: Record<string, 'given' | 'refused'>, optedOut?: boolean) => ({
  id: 'p',
  fields: {},
  tags: [],
  consents,
  ...(optedOut ? { optedOut } : {}),
})

it('asks with a button for each answer', () => {
  expect(handler.enter(visitOf(config))).toMatchObject({ next: 'wait', say: [{ kind: 'choices', text: 'Offers?', choices }] })
})

it.each([
  ['tapped', tapped('given', 'Yes, I agree'), 'given'],
  ['typed', typed('yes please'), 'given'],
  ['typed no', typed('nope'), 'refused'],
  ['tapped no', tapped('refused', 'No, thank you'), 'refused'],
] as const)('keeps what is %s with the words that were asked', (_, event, state) => {
  expect(handler.resume?.(visitOf(config), event)).toMatchObject({
    output: state,
    effects: [{ kind: 'consent', purpose: 'offers', state, words: 'Offers?', language: 'en' }],
  })
})

it('asks and understands in the language of the chat', () => {
  const languages = { default: 'en', offered: ['en', 'ar'] }
  const visit = visitOf(config, { language: 'ar', languages })
  expect(handler.enter(visit)).toMatchObject({
    say: [{ text: 'عروض؟', choices: [{ label: 'نعم، أوافق' }, { label: 'لا، شكرًا' }] }],
  })
  expect(handler.resume?.(visit, typed('نعم'))).toMatchObject({ output: 'given', effects: [{ words: 'عروض؟', language: 'ar' }] })
})

it('does not ask who agreed before, unless they said STOP since', () => {
  expect(handler.enter(visitOf(config, { contact: contact({ offers: 'given' }) }))).toMatchObject({ output: 'known' })
  expect(handler.enter(visitOf(config, { contact: contact({ offers: 'given' }, true) }))).toMatchObject({ next: 'wait' })
  expect(handler.enter(visitOf(config, { contact: contact({ surveys: 'given' }) }))).toMatchObject({ next: 'wait' })
})

it('does not nag who refused before', () => {
  const visit = { contact: contact({ offers: 'refused' }) }
  expect(handler.enter(visitOf(config, visit))).toMatchObject({ output: 'refused' })
  expect(handler.enter(visitOf({ ...config, askAgain: true }, visit))).toMatchObject({ next: 'wait' })
})

it('takes neither silence nor what it does not understand for a yes', () => {
  expect(handler.resume?.(visitOf(config), timeout)).toEqual(expect.objectContaining({ output: 'no-answer', effects: undefined }))
  expect(handler.resume?.(visitOf(config, { memory: { tries: 0 } }), typed('what is it?'))).toMatchObject({ next: 'wait' })
  expect(handler.resume?.(visitOf(config, { memory: { tries: 1 } }), typed('what is it?'))).toMatchObject({ output: 'invalid' })
})
