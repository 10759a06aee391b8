import { describe, expect, it } from 'vitest'
import { csv } from './csv.ts'

describe('the export', () => {
  it('quotes what would break a row', () => {
    expect(
      csv([
        ['node', 'entered'],
        ['Ask, then "wait"', 1224],
        ['two\nlines', undefined],
      ]),
    ).toBe('\uFEFFnode,entered\r\n"Ask, then ""wait""",1224\r\n"two\nlines",\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])('never lets %j run as a formula', (text) => {
    expect(csv([[text]])).toBe(`\uFEFF'${text}\r\n`)
  })

  it('leaves numbers alone', () => {
    expect(csv([[-5, 0.5]])).toBe('\uFEFF-5,0.5\r\n')
  })
})
