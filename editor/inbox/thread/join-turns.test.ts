import { describe, expect, it } from 'vitest'
import { did, says, turn } from '../testing.ts'
import { addTurn, arrived, joinTurns, type KnownTurns, noteDelivery } from './join-turns.ts'

const known = (from: number, to: number, older = from > 1): KnownTurns => ({
  turns: Array.from({ length: to - from + 1 }, (_, i) => turn(from + i)),
  older,
})
const numbers = ({ turns, older }: KnownTurns) => [turns.map(({ number }) => number), older]

describe('the turns at hand', () => {
  it('take an older page in front', () => {
    expect(numbers(joinTurns(known(4, 6), known(1, 3)))).toEqual([[1, 2, 3, 4, 5, 6], false])
  })

  it('take a newer page that overlaps, and know of older ones as before', () => {
    expect(numbers(joinTurns(known(1, 3), known(3, 5, true)))).toEqual([[1, 2, 3, 4, 5], false])
  })

  it('give way to a newer page that does not touch them', () => {
    expect(numbers(joinTurns(known(1, 3), known(7, 9)))).toEqual([[7, 8, 9], true])
  })

  it('stay when a page says nothing', () => {
    expect(numbers(joinTurns(known(1, 2), { turns: [], older: false }))).toEqual([[1, 2], false])
  })

  it('take the next turn once, and say when turns between are missing', () => {
    expect(addTurn(known(1, 2), turn(3))).toEqual({ known: known(1, 3), missing: false })
    expect(addTurn(known(1, 3), turn(3))).toEqual({ known: known(1, 3), missing: false })
    expect(addTurn(known(1, 2), turn(5))).toEqual({ known: known(1, 2), missing: true })
  })

  it('keep the furthest delivery state, whichever report comes last', () => {
    const chat: KnownTurns = { turns: [turn(1, { say: [says('m', 'Hi')] })], older: false }
    const news = { conversationId: 'c', turnNumber: 1, messageId: 'm', at: 'now' }
    const read = noteDelivery(chat, { ...news, status: 'read' })
    expect(noteDelivery(read, { ...news, status: 'delivered' })).toEqual(read)
    expect(read.turns[0]?.say[0]?.delivery).toEqual({ status: 'read', at: 'now' })
  })

  it('tell what sent from here has arrived', () => {
    const chat: KnownTurns = { turns: [did(1, { do: 'reply', text: 'Hi', clientId: 'x' })], older: false }
    expect([arrived(chat, 'x'), arrived(chat, 'y'), arrived(undefined, 'x')]).toEqual([true, false, false])
  })
})
