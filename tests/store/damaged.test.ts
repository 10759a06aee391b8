import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { examine } from '#server/store/embedded/examine.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { thingsWith } from './things.ts'

const definition = thingsWith({ name: 'v', fields: { v: 1 } })
const pageSize = 4096

/** A data folder of some hundred pages, a few of them long values and a few free. */
async function made(folder: string): Promise<void> {
  const store = await openEmbedded({ folder, sync: false })
  const things = store.collection(definition)
  for (let v = 0; v < 20; v++)
    await things.insertMany(
      Array.from({ length: 50 }, (_, i) => ({ _id: `${v}-${i}`, v, text: 'x'.repeat(i === 0 ? 9000 : 300) })),
    )
  await store.checkpoint()
  await things.delete({ v: { $lt: 3 } })
  await store.close()
}

let folder: string
let data: string
beforeEach(() => {
  const place = temporaryFolder()
  onTestFinished(place.remove)
  folder = join(place.path, 'data')
  data = join(folder, 'data.mdb')
})

describe('a data folder that is damaged', () => {
  beforeEach(() => made(folder))

  it.each([0.1, 0.3, 0.5, 0.9])('is told in a sentence when %f of its data file is left', async (share) => {
    const size = Math.floor(statSync(data).size * share)
    truncateSync(data, size)
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `${data} ends too early, at byte ${size}: restore a backup of the data folder.`,
    )
  })

  it('is told when its data file ends inside its first pages', async () => {
    truncateSync(data, 100)
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `${data} ends too early, at byte 100: restore a backup of the data folder.`,
    )
    truncateSync(data, 0)
    writeFileSync(join(folder, 'journal-1'), 'something')
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `${data} is missing, though ${join(folder, 'journal-1')} goes on from it: restore a backup of the data folder.`,
    )
  })

  it('is told when its data file is empty, as a copy on a full disk leaves it', async () => {
    truncateSync(data, 0)
    for (const name of ['journal-1', 'journal-2']) rmSync(join(folder, name), { force: true })
    writeFileSync(join(folder, 'secret.key'), 'a key')
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `${data} is empty, though there was data: restore a backup, or delete this file to begin with nothing.`,
    )
  })

  it('that has only its key left is told: it begins with nothing', async () => {
    for (const name of ['data.mdb', 'journal-1', 'journal-2']) rmSync(join(folder, name), { force: true })
    writeFileSync(join(folder, 'secret.key'), 'a key', { mode: 0o600 })
    const lines: string[] = []
    const store = await openEmbedded({ folder, sync: false, log: (line) => lines.push(line) })
    await store.close()
    expect(lines).toEqual([
      `${folder} has a key but no data, and begins with nothing. If there was data, stop and restore a backup of it.`,
    ])
  })

  it.each([
    ['first page', () => 0],
    ['second page', () => pageSize],
    ['root', (bytes: Buffer) => rootOf(bytes) * pageSize],
  ])('is told when its %s is written over', async (_, where) => {
    const bytes = readFileSync(data)
    const at = where(bytes)
    bytes.fill('junk', at, at + pageSize)
    writeFileSync(data, bytes)
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `${data} is damaged at byte ${at}: restore a backup of the data folder.`,
    )
  })

  it('lets go of its lock, so that a restored one can be opened in its place', async () => {
    const bytes = readFileSync(data)
    truncateSync(data, 5000)
    await expect(openEmbedded({ folder })).rejects.toThrow('ends too early')
    writeFileSync(data, bytes)
    await (await openEmbedded({ folder, sync: false })).close()
  })
})

it('a healthy data file is never taken for a damaged one, whatever was written and deleted', async () => {
  const store = await openEmbedded({ folder, sync: false })
  const things = store.collection(definition)
  for (let round = 0; round < 30; round++) {
    const docs = Array.from({ length: 40 }, (_, i) => ({
      _id: `${round}-${i}`,
      v: i,
      text: 'x'.repeat(((round * 37 + i) % 30) * 300),
    }))
    await things.insertMany(docs)
    await store.checkpoint()
    await things.delete({ v: { $lt: round % 40 } })
    await store.checkpoint()
    examine(data)
  }
  await store.close()
  examine(data)
})

it('a journal with a hole is told, however large the hole, and wherever it is', async () => {
  const store = await openEmbedded({ folder, sync: false })
  const things = store.collection(definition)
  for (let v = 0; v < 30; v++) await things.insert({ _id: `${v}`, v })
  const [bytes, journal] = [readFileSync(data), readFileSync(join(folder, 'journal-1'))]
  const half = Math.floor(journal.length / 2)
  await store.close()
  for (const [from, to] of [
    [0, 20],
    [0, half],
    [half - 100, half],
    [half, half + 1],
  ] as const) {
    const copy = join(folder, `copy-${from}-${to}`)
    mkdirSync(copy)
    writeFileSync(join(copy, 'data.mdb'), bytes)
    writeFileSync(
      join(copy, 'journal-1'),
      journal.map((byte, at) => (at >= from && at < to ? byte ^ 0xff : byte)),
    )
    await expect(openEmbedded({ folder: copy, sync: false })).rejects.toThrow(
      /journal-1 is damaged at byte \d+: restore a backup of the data folder\.$/,
    )
    rmSync(copy, { recursive: true })
  }
})

/** Where LMDB's tree of tables begins: a number in the newer of its two first pages. */
function rootOf(bytes: Buffer): number {
  const newer = bytes.readBigUInt64LE(152) > bytes.readBigUInt64LE(pageSize + 152) ? 0 : pageSize
  return Number(bytes.readBigUInt64LE(newer + 136))
}
