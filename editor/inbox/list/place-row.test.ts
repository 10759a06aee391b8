import { describe, expect, it } from 'vitest'
import { row } from '../testing.ts'
import { belongs, placeRow, rowsOf } from './place-row.ts'

const pages = () => [{ items: [row('d', 4), row('c', 3)], next: 'more' }, { items: [row('b', 2), row('a', 1)] }]
const ids = (found: { items: { id: string }[] }[]) => found.map(({ items }) => items.map(({ id }) => id).join(''))

describe('news of a conversation', () => {
  it('moves its row to the top', () => {
    expect(ids(placeRow(pages(), row('b', 5), true))).toEqual(['bdc', 'a'])
  })

  it('leaves its row where it is when no turn was taken', () => {
    const read = { ...row('b', 2), unread: 0 }
    const found = placeRow(pages(), read, true)
    expect(ids(found)).toEqual(['dc', 'ba'])
    expect(found[1]?.items[0]).toEqual(read)
  })

  it('puts a new row where its newest turn belongs', () => {
    expect(ids(placeRow(pages(), row('x', 2, { updatedAt: row('', 2).updatedAt.replace('00.000', '30.000') }), true))).toEqual([
      'dc',
      'xba',
    ])
  })

  it('takes its row out of a view it has left', () => {
    expect(ids(placeRow(pages(), row('d', 5), false))).toEqual(['c', 'ba'])
  })

  it('is ignored when a newer turn is known', () => {
    expect(ids(placeRow(pages(), row('d', 3), true))).toEqual(['dc', 'ba'])
  })

  it('fills an empty view', () => {
    expect(ids(placeRow([{ items: [] }], row('a', 1), true))).toEqual(['a'])
  })

  it('leaves out a row older than all that is loaded while more can be', () => {
    expect(ids(placeRow([{ items: [row('d', 4)], next: 'more' }], row('a', 1), true))).toEqual(['d'])
  })
})

describe('a view', () => {
  it('has the conversations that the server counts in it', () => {
    const mine = row('a', 1, { owner: { kind: 'agent', agentId: 'me', since: '' } })
    const closed = row('b', 1, { owner: { kind: 'flow' }, status: 'closed' })
    const views = ['mine', 'waiting', 'flow', 'all', 'closed'] as const
    const inViews = (one: typeof mine) => views.filter((view) => belongs(view, one, 'me'))
    expect(inViews(mine)).toEqual(['mine', 'all'])
    expect(inViews(row('c', 1))).toEqual(['waiting', 'all'])
    expect(inViews(closed)).toEqual(['all', 'closed'])
    expect(inViews({ ...closed, status: 'open' })).toEqual(['flow', 'all'])
  })

  it('shows each conversation once, even when a page brings it again', () => {
    expect(rowsOf([...pages(), { items: [row('a', 1)] }]).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
  })
})
