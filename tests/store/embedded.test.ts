import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { open as openLmdb } from 'lmdb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { conversations } from '#server/chats/collections.ts'
import { inbox, timers, turns } from '#server/engine/collections.ts'
import { versions } from '#server/flows/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { words } from '#server/search/collections.ts'
import { counters } from '#server/statistics/collections.ts'
import {
  type CollectionDefinition,
  type Filter,
  type Stored,
  StoreUnavailable,
  StoreUsageError,
  UniqueViolation,
} from '#server/store/contract.ts'
import { FolderInUse } from '#server/store/embedded/lock.ts'
import { type EmbeddedStore, openEmbedded } from '#server/store/embedded/open.ts'
import { audit } from '#server/workspaces/collections.ts'
import { idsOf, thingsWith } from './things.ts'

let folder: string
let opened: EmbeddedStore[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alur-embedded-'))
})

afterEach(async () => {
  for (const store of opened) await store.close()
  opened = []
  rmSync(folder, { recursive: true, force: true })
})

async function open(options: { sync?: boolean; now?: () => number } = { sync: false }): Promise<EmbeddedStore> {
  const store = await openEmbedded({ folder, ...options })
  opened.push(store)
  return store
}

describe('a data folder', () => {
  it('keeps documents and indexes when it is opened again', async () => {
    const definition = thingsWith({ name: 'v', fields: { v: 1 }, unique: true }, { name: 'tags', fields: { tags: 1 } })
    const first = await open()
    await first.collection(definition).insertMany([
      { _id: 'a', v: 1, tags: ['x', 'y'] },
      { _id: 'b', v: 2, tags: [] },
    ])
    await first.collection(definition).increment('c', { v: 3 }, { once: { series: 't', number: 1 } })
    await first.close()
    const again = (await open()).collection(definition)
    expect(idsOf((await again.find({ v: { $gt: 0 } }, { sort: { v: -1 } })).items)).toEqual(['c', 'b', 'a'])
    expect(idsOf((await again.find({ tags: { $gt: 'y', $lt: 'z' } })).items)).toEqual([])
    expect(idsOf((await again.find({ tags: { $gte: 'y', $lte: 'x' } })).items)).toEqual(['a'])
    await expect(again.insert({ _id: 'd', v: 2 })).rejects.toThrow(UniqueViolation)
    expect(await again.increment('c', { v: 3 }, { once: { series: 't', number: 1 } })).toBe(false)
  })

  it('builds new indexes over old documents and drops old ones', async () => {
    const docs = Array.from({ length: 50 }, (_, at) => ({ _id: String(at).padStart(2, '0'), v: at % 5, tags: ['a', String(at)] }))
    const first = await open()
    await first.collection(thingsWith({ name: 'old', fields: { v: 1 } })).insertMany(docs)
    await first.close()
    const second = await open()
    const collection = second.collection(thingsWith({ name: 'new', fields: { tags: 1, v: -1 } }))
    expect(await collection.count({ tags: '7' })).toBe(1)
    expect(idsOf((await collection.find({ tags: 'a' }, { sort: { v: -1 }, limit: 3 })).items)).toEqual(['49', '44', '39'])
    expect(collection.plan({ v: 1 }).index).toBeNull()
    await second.close()
    const third = (await open()).collection(thingsWith({ name: 'old', fields: { v: 1 } }))
    await third.delete({ v: 1 })
    expect([await third.count({ v: 1 }), await third.count({ v: 2 })]).toEqual([0, 10])
  })

  it('is refused with a sentence when an earlier version made it', async () => {
    const old = openLmdb({ path: folder, noSubdir: false, maxDbs: 8, noSync: true })
    await old.openDB({ name: 'catalog' }).put('things', { number: 1, indexes: [] })
    await old.close()
    await expect(open()).rejects.toThrow(`The data folder ${folder} was made by a version of Alur that keeps documents otherwise`)
    await expect(open()).rejects.toThrow('give an empty one as ALUR_DATA.')
  })

  it('refuses a new unique index that its documents break', async () => {
    const first = await open()
    await first.collection(thingsWith()).insertMany([
      { _id: 'a', v: 1 },
      { _id: 'b', v: 1 },
    ])
    await first.close()
    const unique = thingsWith({ name: 'v', fields: { v: 1 }, unique: true })
    const second = await open()
    expect(() => second.collection(unique)).toThrow(new UniqueViolation('things', 'v'))
    expect(() => second.collection(unique)).toThrow(UniqueViolation)
  })

  it('starts small and grows', async () => {
    const store = await open()
    const size = () => statSync(join(folder, 'data.mdb')).size
    const collection = store.collection(thingsWith())
    await collection.insert({ _id: 'a' })
    expect(size()).toBeLessThan(2 ** 20)
    const text = 'x'.repeat(1_000_000)
    for (let at = 0; at < 8; at++) await collection.insertMany(Array.from({ length: 5 }, (_, n) => ({ _id: `${at}.${n}`, text })))
    await store.checkpoint()
    expect(size()).toBeGreaterThan(40_000_000)
    expect((await collection.get('7.4'))?.text).toBe(text)
  })

  it('does not grow when documents are rewritten', async () => {
    const store = await open()
    const collection = store.collection(thingsWith({ name: 'n', fields: { n: 1 } }))
    for (let n = 0; n < 3000; n++)
      await Promise.all([0, 1, 2, 3].map((at) => collection.put({ _id: `${at}`, n, text: 'x'.repeat(500) })))
    await store.checkpoint()
    expect(statSync(join(folder, 'data.mdb')).size).toBeLessThan(2 ** 20)
    expect(await collection.count({ n: 2999 })).toBe(4)
  })

  it('is swept of what has expired', async () => {
    let now = Date.parse('2026-03-01T12:00:00.000Z')
    const definition = thingsWith({ name: 'expiry', fields: { until: 1 }, expires: true })
    const store = await open({ sync: false, now: () => now })
    const collection = store.collection(definition)
    await collection.insertMany(
      Array.from({ length: 700 }, (_, at) => ({ _id: `${at}`, until: new Date(now + at * 1000).toISOString() })),
    )
    now += 599_000
    expect(await collection.sweep()).toBe(600)
    expect(await collection.sweep()).toBe(0)
    await store.close()
    const unlimited = (await open()).collection(thingsWith())
    expect(await unlimited.count({})).toBe(100)
  })

  it('refuses to search a large collection without an index', async () => {
    const collection = (await open()).collection(thingsWith({ name: 'v', fields: { v: 1 } }))
    const docs = Array.from({ length: 10_100 }, (_, at) => ({ _id: `${at}`, v: at % 2, w: at }))
    await collection.insertMany(docs)
    await expect(collection.find({ w: 10_099 })).rejects.toThrow(StoreUsageError)
    await expect(collection.count({ w: -1 })).rejects.toThrow(StoreUsageError)
    expect([await collection.count({}), await collection.count({ v: 1 }), await collection.count({ v: 1, w: -1 })]).toEqual([
      10_100, 5_050, 0,
    ])
    expect((await collection.find({}, { limit: 1000 })).items).toHaveLength(1000)
  })

  it('keeps texts apart that hold zero characters, whatever follows them in an index', async () => {
    const collection = (await open()).collection(thingsWith({ name: 'pair', fields: { v: 1, w: -1 } }))
    const texts = ['', '\0', '\0\0', '\u0001', '\u0001\0', '\u0002', 'a', 'a\0', 'a\0b', 'a\u0001', 'ab']
    await collection.insertMany(texts.flatMap((v, at) => texts.map((w, of) => ({ _id: `${at}-${of}`, v, w }))))
    const { items } = await collection.find({}, { sort: { v: 1, w: -1 }, limit: 1000 })
    expect(items.map(({ v, w }) => [v, w])).toEqual(texts.flatMap((v) => [...texts].reverse().map((w) => [v, w])))
    for (const v of texts) expect(await collection.count({ v, w: v })).toBe(1)
  })

  it('cannot index two lists of one document', async () => {
    const collection = (await open()).collection(thingsWith({ name: 'both', fields: { v: 1, w: 1 } }))
    await expect(collection.insert({ _id: '1', v: [1, 2], w: [3, 4] })).rejects.toThrow(StoreUsageError)
    await collection.insertMany([
      { _id: '1', v: [1, 2], w: 3 },
      { _id: '2', v: 1, w: [3, 4] },
    ])
    expect(await collection.count({ v: 1, w: 3 })).toBe(2)
  })
})

describe('the lock on a data folder', () => {
  it('refuses a second opening with a sentence', async () => {
    await open()
    const refused = openEmbedded({ folder })
    await expect(refused).rejects.toThrow(FolderInUse)
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `The data folder ${folder} is in use by process ${process.pid}: stop that process, or give this one another ALUR_DATA.`,
    )
  })

  it('refuses a second process and lets go with it', async () => {
    const child = startWriter(folder)
    await child.wrote(1)
    await expect(openEmbedded({ folder })).rejects.toThrow(new FolderInUse(folder, child.pid))
    await child.kill()
    expect(await (await open()).collection(written).get('0')).toEqual({ _id: '0', n: 0 })
  })

  it('is taken over from a process that is gone, and from another that got its pid', async () => {
    for (const left of ['4194305 12345\n', `${process.ppid} 1\n`, `${process.pid} 77\n`, 'nonsense', '']) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'alur.lock'), left)
      const store = await openEmbedded({ folder, sync: false })
      expect(readFileSync(join(folder, 'alur.lock'), 'utf8')).toContain(String(process.pid))
      await store.close()
    }
  })

  describe('of a process in another container, whose pid says nothing here,', () => {
    const elsewhere = `${process.pid} 77 shop-2 eef079aa pid:[4026532000]\n`
    const lock = () => join(folder, 'alur.lock')
    const touched = (secondsAgo: number) => utimesSync(lock(), new Date(), new Date(Date.now() - secondsAgo * 1_000))
    beforeEach(() => {
      writeFileSync(lock(), elsewhere)
      vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval'] })
    })
    afterEach(() => void vi.useRealTimers())

    it('refuses with a sentence while that process touches it', async () => {
      touched(2)
      const refused = expect(openEmbedded({ folder })).rejects.toThrow(
        `The data folder ${folder} is in use by process ${process.pid} of shop-2, another container or machine: stop`,
      )
      touched(0)
      await vi.advanceTimersByTimeAsync(1_000)
      await refused
      expect(readFileSync(lock(), 'utf8')).toBe(elsewhere)
    })

    it('is taken over when nobody touches it for half a minute', async () => {
      const opening = open()
      await vi.advanceTimersByTimeAsync(29_000)
      expect(readFileSync(lock(), 'utf8')).toBe(elsewhere)
      await vi.advanceTimersByTimeAsync(1_000)
      vi.useRealTimers()
      await opening
      expect(readFileSync(lock(), 'utf8')).not.toBe(elsewhere)
    })

    it('is taken over at once when it was left long ago', async () => {
      touched(60)
      await open()
      expect(readFileSync(lock(), 'utf8')).not.toBe(elsewhere)
    })

    it('is touched by the process that has taken it over', async () => {
      touched(60)
      await open()
      touched(60)
      await vi.advanceTimersByTimeAsync(1_000)
      vi.useRealTimers()
      await expect.poll(() => Date.now() - statSync(lock()).mtimeMs).toBeLessThan(30_000)
    })
  })

  describe('of a process that was frozen while another took its folder over', () => {
    const lock = () => join(folder, 'alur.lock')
    const others = '77 12 shop-2 eef079aa pid:[4026532000]\n'
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
    afterEach(() => void vi.useRealTimers())

    it.each([
      ['is another’s', () => writeFileSync(lock(), others)],
      ['is gone', () => rmSync(lock())],
    ])('that %s ends it with a sentence at its next touch, and is left as it is', async (_, taken) => {
      const told: string[] = []
      const store = await openEmbedded({ folder, sync: false, lost: ({ message }) => void told.push(message) })
      opened.push(store)
      taken()
      const before = existsSync(lock()) && [readFileSync(lock(), 'utf8'), statSync(lock()).mtimeMs]
      await vi.advanceTimersByTimeAsync(3_000)
      expect(told).toEqual([
        `The data folder ${folder} was taken over by another process while this one was held up: this one stops, and what it had not acknowledged is not written.`,
      ])
      await expect(store.collection(written).insert({ _id: '1', n: 1 })).rejects.toThrow(StoreUnavailable)
      await store.close()
      expect(existsSync(lock()) && [readFileSync(lock(), 'utf8'), statSync(lock()).mtimeMs]).toEqual(before)
    })

    it('lets it write neither to the journal nor to LMDB, whichever it wakes to first', async () => {
      const told: string[] = []
      const store = await openEmbedded({ folder, sync: false, lost: ({ message }) => void told.push(message) })
      opened.push(store)
      const collection = store.collection(written)
      await collection.insert({ _id: '1', n: 1 })
      writeFileSync(lock(), others)
      const filesNow = () => ['journal-1', 'journal-2', 'data.mdb'].map((name) => readFileSync(join(folder, name)))
      const before = filesNow()
      // The clock has gone on; no timer has fired yet.
      const now = performance.now()
      vi.spyOn(performance, 'now').mockReturnValue(now + 60_000)
      await expect(collection.insert({ _id: '2', n: 2 })).rejects.toThrow(StoreUnavailable)
      await expect(store.checkpoint()).rejects.toThrow('was taken over by another process')
      vi.restoreAllMocks()
      expect(told).toHaveLength(1)
      expect(filesNow()).toEqual(before)
      expect(await collection.get('2')).toBeNull()
    })
  })
})

describe('kill -9', () => {
  it('loses nothing that was acknowledged', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 4; round++) {
      const child = startWriter(folder)
      await child.wrote(60 + round * 40)
      const acknowledged = await child.kill()
      const store = await openEmbedded({ folder })
      const collection = store.collection(written)
      for (const n of acknowledged) expect(await collection.get(String(n))).toEqual({ _id: String(n), n })
      expect(await collection.count({ n: { $gte: 0 } })).toBe(await collection.count({}))
      await collection.delete({})
      await store.close()
    }
  })
})

describe('every hot query', () => {
  const queries: [
    title: string,
    definition: CollectionDefinition<Stored>,
    filter: Filter,
    sort: Record<string, 1 | -1> | undefined,
    index: string | null,
  ][] = [
    ['the newest turn', turns, { _id: { $gt: 'c.', $lt: 'c/' } }, { _id: -1 }, null],
    ['a turn by its inbound key', turns, { inboundKey: 'ch:1' }, undefined, 'inbound'],
    ['turns of a batch', turns, { batch: 'b' }, undefined, 'batch'],
    ['turns by what happened in them', turns, { marks: 'f:n:entered' }, { at: -1 }, 'marks'],
    ['what is due in the inbox', inbox, { dueAt: { $lte: 'now' } }, { dueAt: 1 }, 'due'],
    ['the list of conversations', conversations, { workspaceId: 'w', list: 'waiting' }, { updatedAt: -1 }, 'list'],
    ['the newest conversations', conversations, { workspaceId: 'w' }, { updatedAt: -1 }, 'recent'],
    ['an agent’s conversations', conversations, { workspaceId: 'w', agentId: 'a' }, { updatedAt: -1 }, 'agent'],
    ['conversations with a tag', conversations, { workspaceId: 'w', tags: 'vip' }, { updatedAt: -1 }, 'tag'],
    ['how many have a tag', conversations, { workspaceId: 'w', tags: 'vip' }, undefined, 'tag'],
    [
      'who waits longest for a team',
      conversations,
      { workspaceId: 'w', team: 't', list: 'waiting', waitingSince: { $gt: '' } },
      { waitingSince: 1 },
      'team-waiting',
    ],
    ['the conversations of a contact', conversations, { workspaceId: 'w', contactId: 'p' }, undefined, 'contact'],
    ['timers that are due', timers, { dueAt: { $lte: 'now' } }, { dueAt: 1 }, 'due'],
    ['timers of an older version', conversations, { wakeAt: { $gt: '' } }, { wakeAt: 1 }, 'wake'],
    [
      'who stands at a node since some day',
      conversations,
      { workspaceId: 'w', flowId: 'f', nodeId: 'n', enteredAt: { $gte: 'd', $lt: 'e' } },
      { enteredAt: -1 },
      'standing',
    ],
    ['who stands at a node', conversations, { workspaceId: 'w', flowId: 'f', nodeId: 'n' }, undefined, 'standing'],
    [
      'who stands anywhere in a flow',
      conversations,
      { workspaceId: 'w', flowId: 'f', nodeId: { $gt: '' } },
      undefined,
      'standing',
    ],
    ['replies that are due', deliveries, { channelId: 'c', bulk: null, dueAt: { $lte: 'now' } }, { dueAt: 1 }, 'lane'],
    ['bulk that is due', deliveries, { channelId: 'c', bulk: true, dueAt: { $lte: 'now' } }, { dueAt: 1 }, 'lane'],
    ['the delivery before one', deliveries, { _id: { $gt: 'c.', $lt: 'c.00000002.0' } }, { _id: -1 }, null],
    ['a delivery by its vendor’s id', deliveries, { channelId: 'c', providerIds: 'x' }, undefined, 'provider'],
    ['the counters of a flow', counters, { flowId: 'f', grain: null, day: { $gte: 'd', $lte: 'e' } }, undefined, 'flow'],
    ['the versions of a flow', versions, { flowId: 'f' }, { version: -1 }, 'flow'],
    ['what holds a word', words, { workspaceId: 'w', words: 'bracket' }, { at: -1 }, 'words'],
    ['what happened in a workspace', audit, { workspaceId: 'w' }, { at: -1 }, 'workspace'],
  ]

  it.each(queries)('has its index: %s', async (_title, definition, filter, sort, index) => {
    const plan = (await open()).collection(definition).plan(filter, { sort })
    const narrows = plan.equal.length > 0 || plan.range !== undefined
    expect({ index: plan.index?.name ?? null, left: plan.residual, narrows }).toEqual({ index, left: null, narrows: true })
  })
})

const written = thingsWith({ name: 'n', fields: { n: 1 } })

/** A process that inserts 0, 1, 2 … and prints each number when its write is acknowledged. */
function startWriter(data: string) {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, data], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const numbers = () =>
    output
      .slice(0, output.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
      .map(Number)
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()))
  const waiting: [count: number, resolve: () => void][] = []
  child.stdout.on('data', (chunk) => {
    output += chunk
    for (const [count, resolve] of waiting) if (numbers().length >= count) resolve()
  })
  return {
    pid: child.pid as number,
    wrote: (count: number) => Promise.race([new Promise<void>((resolve) => void waiting.push([count, resolve])), ended]),
    kill: async (): Promise<number[]> => {
      child.kill('SIGKILL')
      await ended
      return numbers()
    },
  }
}
