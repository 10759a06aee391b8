import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactEntry, FoldedContact } from '#schemas/contact-entry.ts'
import { foldContact, stoppedAt } from './contact-fold.ts'

const nobody: FoldedContact = { fields: {}, tags: [] }
const word = fc.constantFrom('a', 'b', 'vip', 'constructor')
const entry = fc.record(
  {
    // Few moments, so that two entries often share one.
    at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
    source: fc.constant('message' as const),
    contact: fc.record({ name: word, optedOut: fc.boolean() }, { requiredKeys: [] }),
    fields: fc.dictionary(word, word),
    tags: fc.record({ add: fc.array(word), remove: fc.array(word) }),
  },
  { requiredKeys: ['at', 'source'] },
)
const log = fc.array(entry, { maxLength: 8 }).map((all): ContactEntry[] => all.map((one, n) => ({ ...one, _id: `t.${n}` })))
const shuffled = log.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
)

describe('a contact', () => {
  it('is the same whatever order its entries come in, and however often', () => {
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        expect(foldContact(nobody, again)).toEqual(foldContact(nobody, all))
      }),
    )
  })

  it('is the same when its entries come bit by bit', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(), ([all, again], cut) => {
        const [first, rest] = [again.slice(0, cut % (again.length + 1)), again]
        expect(foldContact(foldContact(nobody, first), rest)).toEqual(foldContact(nobody, all))
      }),
    )
  })

  it('is the same object when its entries are in it already', () => {
    fc.assert(
      fc.property(log, (all) => {
        const contact = foldContact(nobody, all)
        expect(foldContact(contact, all)).toBe(contact)
      }),
    )
  })

  const told = (day: number, what: Partial<ContactEntry>): ContactEntry => ({
    _id: `c.${day}`,
    at: `2026-01-0${day}T00:00:00.000Z`,
    source: 'message',
    ...what,
  })

  it('keeps what was known before there was a log until something newer is told', () => {
    const old: FoldedContact = { name: 'Mei', phone: '+85291234567', fields: { city: 'HK' }, tags: ['vip', 'old'] }
    const { stamps: _, ...facts } = foldContact(old, [
      told(1, { contact: { name: 'Mei Wong' }, tags: { add: ['new'], remove: ['old'] } }),
    ])
    expect(facts).toEqual({ name: 'Mei Wong', phone: '+85291234567', fields: { city: 'HK' }, tags: ['vip', 'new'] })
  })

  it('of two channels has of each fact what was told last', () => {
    const { stamps: _, ...facts } = foldContact(nobody, [
      told(3, { fields: { size: 'L' }, tags: { add: [], remove: ['returns'] } }),
      told(1, { fields: { size: 'S', city: 'HK' }, tags: { add: ['returns', 'vip'], remove: [] } }),
    ])
    expect(facts).toEqual({ fields: { size: 'L', city: 'HK' }, tags: ['vip'] })
  })

  it('knows since when it is stopped, and no more once that is taken back', () => {
    const stopped = foldContact(nobody, [told(2, { contact: { optedOut: true } })])
    expect(stoppedAt(stopped)).toBe('2026-01-02T00:00:00.000Z')
    expect(stoppedAt(foldContact(stopped, [told(3, { contact: { optedOut: false } })]))).toBeUndefined()
    expect(stoppedAt({ optedOut: true })).toBe('')
  })
})
