import { describe, expect, it } from 'vitest'
import { asking, type Visit } from '../contract.ts'
import { timeout, typed, visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import type { ConfirmConfig } from './schema.ts'

const config: ConfirmConfig = { about: 'email', text: { en: 'Your e-mail?' }, tries: 1, validSeconds: 600 }
const until = '2026-03-09T12:10:00.000Z'
const onItsWay = { tries: 0, to: 'mei@example.com', key: 'visit-1', until }

/** A visit where codes arrive, `424242` each time; what was asked for is noted. */
function visit(more: Partial<Visit<ConfirmConfig>> = {}, sends: 'sent' | 'no-channel' | 'shown' = 'sent') {
  const sentTo: string[] = []
  const ask = asking({
    sendCode: async ({ to }) => {
      sentTo.push(to)
      if (sends === 'no-channel') return { sent: false, why: 'no-channel' }
      return sends === 'shown' ? { sent: true, shown: '424242' } : { sent: true }
    },
    checkCode: async ({ typed }) => ({ right: typed === '424242' }),
  })
  return { sentTo, visit: visitOf(config, { ...more, services: { ask } } as never) }
}

describe('a confirmation', () => {
  it('asks for the address that is not known, sends a code there and waits for it', async () => {
    const { visit: asked } = visit()
    expect(await handler.enter(asked)).toMatchObject({
      next: 'wait',
      seconds: 600,
      memory: { tries: 0 },
      say: [{ text: 'Your e-mail?' }],
    })
    const { visit: given, sentTo } = visit({ memory: { tries: 0 } })
    expect(await handler.resume?.(given, typed('it is Mei@example.com'))).toMatchObject({
      next: 'wait',
      until,
      memory: { tries: 0, key: 'visit-1', until },
      say: [{ text: 'We sent a code of six digits to Mei@example.com. Type it here.' }],
    })
    expect(sentTo).toEqual(['Mei@example.com'])
  })

  it('sends to the address that is known at once', async () => {
    const { visit: known, sentTo } = visit({ contact: { id: 'c', email: 'mei@example.com', fields: {}, tags: [] } })
    expect(await handler.enter(known)).toMatchObject({ next: 'wait', memory: onItsWay })
    expect(sentTo).toEqual(['mei@example.com'])
  })

  it.each(['424242', '424 242', 'the code is 424-242', '٤٢٤٢٤٢'])(
    'takes %j, says whose address it is, and lets nobody read it',
    async (text) => {
      const { visit: coded } = visit({ memory: onItsWay })
      expect(await handler.resume?.(coded, typed(text))).toEqual({
        next: 'go',
        output: 'confirmed',
        hidden: true,
        effects: [
          { kind: 'set-contact', contact: { email: 'mei@example.com' } },
          { kind: 'prove', about: 'email', value: 'mei@example.com', how: 'code' },
        ],
      })
    },
  )

  it('lets a wrong code be typed again, no longer than it is good, and no more often than set', async () => {
    const { visit: first } = visit({ memory: onItsWay })
    expect(await handler.resume?.(first, typed('111111'))).toMatchObject({
      next: 'wait',
      until,
      hidden: true,
      memory: { ...onItsWay, tries: 1 },
    })
    const { visit: last } = visit({ memory: { ...onItsWay, tries: 1 } })
    expect(await handler.resume?.(last, typed('111111'))).toEqual({ next: 'go', output: 'wrong', hidden: true })
    expect(await handler.resume?.(last, timeout)).toEqual({ next: 'go', output: 'expired' })
  })

  it('sends anew to an address that is written in place of the code', async () => {
    const { visit: mended, sentTo } = visit({ memory: onItsWay })
    expect(await handler.resume?.(mended, typed('oh, mei@mail.example'))).toMatchObject({
      memory: { tries: 1, to: 'mei@mail.example' },
    })
    expect(sentTo).toEqual(['mei@mail.example'])
  })

  it('says why nothing could be sent, and shows the code where nothing is', async () => {
    const contact = { id: 'c', email: 'mei@example.com', fields: {}, tags: [] }
    expect(await handler.enter(visit({ contact }, 'no-channel').visit)).toEqual({
      next: 'go',
      output: 'cannot-send',
      note: { code: 'no-channel' },
    })
    expect(await handler.enter(visit({ contact }, 'shown').visit)).toMatchObject({ say: [{}, { text: '⟨424242⟩' }] })
  })
})
