import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { open } from 'lmdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '#server/store/contract.ts'
import { createGroupCommit } from '#server/store/embedded/group-commit.ts'
import { Journal, readJournal } from '#server/store/embedded/journal.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { Table, type TableWrite } from '#server/store/embedded/table.ts'
import { thingsWith } from './things.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-journal-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const table = { number: 1 } as Table
const put = (key: string, value: string | null): TableWrite => ({ table, key, value, before: undefined })
const read = (after = 0) => [...readJournal(folder, after)].map(({ number, key, value }) => [number, key, value])
const file = (number: 1 | 2) => join(folder, `journal-${number}`)

describe('the journal', () => {
  it('gives back what was written, bytes, texts of any script and removals alike', async () => {
    const journal = new Journal(folder, { sync: true, after: 0 })
    await journal.append([put('\u0000\u0001\u00ff', '繁體 😀'), put('gone', null)])
    await journal.append([put('k', '')])
    journal.close()
    expect(read()).toEqual([
      [1, '\u0000\u0001\u00ff', '繁體 😀'],
      [1, 'gone', null],
      [2, 'k', ''],
    ])
    expect(read(1)).toEqual([[2, 'k', '']])
  })

  it('keeps what was whole when the power goes at any byte', async () => {
    const journal = new Journal(folder, { sync: false, after: 0 })
    const ends: number[] = []
    for (let n = 1; n <= 12; n++) {
      await journal.append(Array.from({ length: n % 4 }, (_, at) => put(`${n}.${at}`, 'x'.repeat(n * 7))))
      ends.push(statSync(file(1)).size)
    }
    journal.close()
    const whole = readFileSync(file(1))
    for (let cut = 0; cut <= whole.length; cut++) {
      writeFileSync(file(1), whole.subarray(0, cut))
      const kept = ends.filter((end) => end <= cut).length
      const expected = Array.from({ length: kept }, (_, at) => at + 1).flatMap((n) => Array.from({ length: n % 4 }, () => n))
      expect(read().map(([number]) => number)).toEqual(expected)
    }
  })

  it('leaves out a last record of which a part never reached the disk', async () => {
    const journal = new Journal(folder, { sync: false, after: 0 })
    await journal.append([put('a', '1')])
    await journal.append([put('b', 'x'.repeat(2_000))])
    journal.close()
    const bytes = readFileSync(file(1))
    bytes.fill(0, bytes.length - 1_024, bytes.length - 512)
    writeFileSync(file(1), bytes)
    expect(read()).toEqual([[1, 'a', '1']])
  })

  it('refuses to go on behind a record that was whole once and is not any more', async () => {
    const journal = new Journal(folder, { sync: false, after: 0 })
    for (const key of ['a', 'b', 'c']) await journal.append([put(key, key.repeat(50))])
    journal.close()
    const bytes = readFileSync(file(1))
    const at = bytes.indexOf('bbb')
    bytes[at] = 0
    writeFileSync(file(1), bytes)
    expect(() => read()).toThrow(/journal-1 is damaged at byte \d+: restore a backup/)
  })

  it('uses its two files in turn and never takes an old record for a new one', async () => {
    const journal = new Journal(folder, { sync: false, after: 0 })
    for (const key of ['a', 'b', 'c']) await journal.append([put(key, 'old and long')])
    expect(journal.turn()).toBe(3)
    await journal.append([put('d', '4')])
    expect(read()).toEqual([
      [1, 'a', 'old and long'],
      [2, 'b', 'old and long'],
      [3, 'c', 'old and long'],
      [4, 'd', '4'],
    ])
    expect(journal.turn()).toBe(4)
    await journal.append([put('e', '5')])
    journal.close()
    // Behind record 5 the first file still holds what is left of 1, 2 and 3.
    expect(read(3)).toEqual([
      [4, 'd', '4'],
      [5, 'e', '5'],
    ])
    expect(read(5)).toEqual([])
  })

  it('refuses a file that does not follow the one before it', async () => {
    const journal = new Journal(folder, { sync: false, after: 0 })
    await journal.append([put('a', '1')])
    await journal.append([put('b', '2')])
    journal.turn()
    await journal.append([put('c', '3')])
    journal.close()
    truncateSync(file(1), statSync(file(1)).size - 1)
    expect(() => read()).toThrow('journal-2 is damaged at byte 0')
  })
})

describe('a store', () => {
  it('finds in the journal what no checkpoint has moved, and does not read it twice', async () => {
    const definition = thingsWith({ name: 'v', fields: { v: 1 } })
    const store = await openEmbedded({ folder, sync: false })
    const things = store.collection(definition)
    await things.insertMany([
      { _id: 'a', v: 1 },
      { _id: 'b', v: 2 },
    ])
    await store.checkpoint()
    await Promise.all([things.update('a', { $set: { v: 9 } }), things.delete({ _id: 'b' }), things.insert({ _id: 'c', v: 3 })])
    const [one, other] = [readFileSync(file(1)), readFileSync(file(2))]
    await store.close()

    // As a crash would leave it: the journal as it was before the store was closed, over what is in LMDB by now.
    writeFileSync(file(1), one)
    writeFileSync(file(2), other)
    for (let start = 0; start < 2; start++) {
      const again = await openEmbedded({ folder, sync: false })
      const found = await again.collection(definition).find({ v: { $gt: 0 } }, { sort: { v: 1 } })
      expect(found.items).toEqual([
        { _id: 'c', v: 3 },
        { _id: 'a', v: 9 },
      ])
      await again.close()
    }
  })

  it('takes back what the disk did not take, and goes on', async () => {
    const root = open({ path: folder, noSubdir: false, noSync: true, overlappingSync: false })
    let writes: TableWrite[] = []
    const kept = new Table(0, root.openDB<string, string>({ name: 't', encoding: 'string' }), (write) => void writes.push(write))
    let full = false
    const { write, idle } = createGroupCommit({
      takeWrites: () => {
        const taken = writes
        writes = []
        return taken
      },
      append: async () => {
        if (full) throw new Error('ENOSPC: no space left on device')
      },
      room: () => undefined,
      committed: () => {},
      failed: () => {},
    })
    await write(() => kept.put('abc1', 'before'))
    full = true
    const refused = [
      write(() => kept.put('abc1', 'after')),
      write(() => kept.put('abc2', 'new')),
      write(() => kept.remove('abc1')),
    ]
    for (const one of refused) await expect(one).rejects.toThrow(StoreUnavailable)
    const range = { low: 'abc', high: 'abd', reverse: false }
    expect([...kept.range(range)]).toEqual([['abc1', 'before']])
    full = false
    await write(() => kept.put('abc2', 'later'))
    expect([...kept.range({ ...range, reverse: true })]).toEqual([
      ['abc2', 'later'],
      ['abc1', 'before'],
    ])
    await idle()
    await root.close()
  })

  it('begins no checkpoint in the middle of a commit', async () => {
    const said: string[] = []
    let flush = (): void => {}
    const began = new Promise<void>((resolve) => {
      flush = resolve
    })
    let flushed = (): void => {}
    const { write, between, idle } = createGroupCommit({
      takeWrites: () => [put('k', 'v')],
      append: () => {
        flush()
        return new Promise<void>((resolve) => {
          flushed = resolve
        })
      },
      room: () => undefined,
      committed: () => said.push('committed'),
      failed: () => {},
    })
    const written = write(() => said.push('written'))
    await began
    const checkpoint = between(() => said.push('checkpoint'))
    said.push('flushed')
    flushed()
    await Promise.all([written, checkpoint, idle()])
    expect(said).toEqual(['written', 'flushed', 'checkpoint', 'committed'])
    await between(() => said.push('idle'))
    expect(said.at(-1)).toBe('idle')
  })

  it('loses nothing while checkpoints and writers get in each other’s way', { timeout: 60_000 }, async () => {
    const definition = thingsWith({ name: 'n', fields: { n: 1 } })
    const store = await openEmbedded({ folder, sync: true })
    const things = store.collection(definition)
    let writing = true
    const checkpoints = (async () => {
      while (writing) {
        await store.checkpoint()
        await nextTurn()
      }
    })()
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 150; n++) await things.put({ _id: `${writer}.${n % 50}`, n, text: 'x'.repeat(n) })
      }),
    )
    // A crash now: whatever is acknowledged is in LMDB or in one of the journal's files as they are on the disk.
    const [one, other] = [readFileSync(file(1)), readFileSync(file(2))]
    writing = false
    await checkpoints
    await store.close()
    writeFileSync(file(1), one)
    writeFileSync(file(2), other)
    const again = await openEmbedded({ folder, sync: false })
    const found = await again.collection(definition).find({ n: { $gte: 100 } }, { sort: { n: 1 }, limit: 1_000 })
    expect(found.items.map(({ _id, n, text }) => [_id, n, String(text).length])).toEqual(
      found.items.map(({ _id }, at) => [_id, 100 + Math.floor(at / 8), 100 + Math.floor(at / 8)]),
    )
    expect(found.items).toHaveLength(400)
    await again.close()
  })
})
